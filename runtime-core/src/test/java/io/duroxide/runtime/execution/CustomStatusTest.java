package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorReason;
import io.duroxide.Limits;
import io.duroxide.Orchestration;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an instance says about its progress. */
class CustomStatusTest {

  @Test
  void status_set_isReadBackNowAndInLaterTurns() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String before = ctx.customStatus(String.class);
              ctx.setCustomStatus("a");
              ctx.setCustomStatus("b");
              String now = ctx.customStatus(String.class);
              ctx.event("go", String.class).await();
              String later = ctx.customStatus(String.class);
              ctx.resetCustomStatus();
              return before + now + later + ctx.customStatus(String.class);
            })) {
      assertThat(Decisions.scheduled(run.start()))
          .startsWith(EventKind.CUSTOM_STATUS_SET, EventKind.CUSTOM_STATUS_SET);
      assertThat(run.turn(raised("go", "1")).outcome())
          .isEqualTo(Decisions.completed("\"nullbbnull\""));
    }
  }

  @Test
  void status_isCarriedOverContinueAsNew() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              if (ctx.executionId() == 3) {
                return String.valueOf(ctx.customStatus(Integer.class));
              }
              if (ctx.executionId() == 1) {
                ctx.setCustomStatus(50);
              }
              return ctx.continueAsNew("next");
            })) {
      assertThat(((Outcome.ContinuedAsNew) run.start().outcome()).customStatus()).isEqualTo("50");
      TurnDecision second = run.continueAsNew();
      assertThat(((OrchestrationStarted) second.events().get(0)).customStatus()).isEqualTo("50");
      assertThat(run.continueAsNew().outcome()).isEqualTo(Decisions.completed("\"50\""));
    }
  }

  @Test
  void status_reset_isNotCarriedOver() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.setCustomStatus("a");
              ctx.resetCustomStatus();
              return ctx.continueAsNew("next");
            })) {
      assertThat(((Outcome.ContinuedAsNew) run.start().outcome()).customStatus()).isNull();
    }
  }

  @Test
  void statusOfHistory_winsOverOneComputedAnew() {
    List<String> seen = new ArrayList<>();
    Orchestration<String, String> original = reports("a", seen);
    try (var run = new ExecutionHarness(original)) {
      run.start();
      run.turn(raised("go", "1"));
      seen.clear();
      run.replayWith(reports("b", seen));
      assertThat(seen).containsExactly("a");
    }
  }

  private static Orchestration<String, String> reports(String status, List<String> seen) {
    return (ctx, in) -> {
      ctx.setCustomStatus(status);
      ctx.event("go", String.class).await();
      seen.add(ctx.customStatus(String.class));
      return ctx.event("end", String.class).await();
    };
  }

  @Test
  void status_atTheLimit_isAccepted() {
    String largest = "x".repeat(Limits.MAX_CUSTOM_STATUS_BYTES - 2);
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.setCustomStatus(largest);
              return "accepted";
            })) {
      assertThat(run.start().outcome()).isEqualTo(Decisions.completed("\"accepted\""));
    }
  }

  @Test
  void status_beyondTheLimit_failsTheInstance() {
    String tooLarge = "x".repeat(Limits.MAX_CUSTOM_STATUS_BYTES - 1);
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.setCustomStatus(tooLarge);
              return "accepted";
            })) {
      TurnDecision decision = run.start();
      assertThat(Decisions.failure(decision).reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
      assertThat(decision.scheduled()).isEmpty();
    }
  }
}
