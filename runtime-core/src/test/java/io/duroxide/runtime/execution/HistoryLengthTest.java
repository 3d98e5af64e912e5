package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorReason;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.EventKind;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Long executions, and those that would never end. */
@Timeout(120)
class HistoryLengthTest {

  static Stream<Consumer<OrchestrationContext>> endless() {
    return Stream.of(
        ctx -> ctx.now(),
        ctx -> ctx.setCustomStatus("again"),
        ctx -> ctx.keyValues().set("k", "again"),
        ctx -> ctx.keyValueOf("other", "k", String.class),
        ctx -> ctx.startDetached("D", "d", 1),
        ctx -> ctx.timer(Duration.ofSeconds(1)));
  }

  private static Orchestration<String, String> forEver(Consumer<OrchestrationContext> step) {
    return (ctx, in) -> {
      ctx.activity("Open", 1, String.class);
      ctx.event("go", String.class).await();
      while (true) {
        step.accept(ctx);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("endless")
  void codeThatNeverWaits_isStoppedAtTheLimitWithOneFailure(Consumer<OrchestrationContext> step) {
    try (var run = new ExecutionHarness(forEver(step))) {
      run.limitHistory(100);
      run.start();
      TurnDecision decision = run.turn(raised("go", "1"));
      assertThat(Decisions.failure(decision).category()).isEqualTo(ErrorCategory.CONFIGURATION);
      assertThat(Decisions.failure(decision).reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
      assertThat(Decisions.kinds(decision))
          .as("what was open before is cancelled, what the turn did is gone")
          .containsExactly(EventKind.ACTIVITY_CANCEL_REQUESTED, EventKind.ORCHESTRATION_FAILED);
      assertThat(decision.scheduled()).isEmpty();
      assertThat(decision.cancelledActivities()).containsExactly(2L);
    }
  }

  @Test
  void codeThatNeverWaits_inItsFirstTurn_leavesItsStartAndTheFailure() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              while (true) {
                ctx.setCustomStatus("again");
              }
            })) {
      run.limitHistory(100);
      assertThat(Decisions.kinds(run.start()))
          .containsExactly(EventKind.ORCHESTRATION_STARTED, EventKind.ORCHESTRATION_FAILED);
    }
  }

  @Test
  void exactlyTheLimit_isAllowed() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              for (int i = 0; i < 99; i++) {
                ctx.now();
              }
              return "done";
            })) {
      run.limitHistory(100);
      assertThat(run.start().outcome()).isEqualTo(Decisions.completed("\"done\""));
    }
  }

  @Test
  void changedCodeThatNeverWaits_onReplay_isFoundInsteadOfRunningForEver() {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.activity("A", 1, String.class).await())) {
      run.start();
      NondeterminismException thrown =
          catchThrowableOfType(
              NondeterminismException.class,
              () -> run.replayWith(forEver(ctx -> ctx.setCustomStatus("x"))));
      assertThat(thrown).isNotNull();
      thrown =
          catchThrowableOfType(
              NondeterminismException.class,
              () ->
                  run.replayWith(
                      (ctx, in) -> {
                        ctx.activity("A", 1, String.class);
                        while (true) {
                          ctx.setCustomStatus("x");
                        }
                      }));
      assertThat(thrown.found()).isEqualTo("custom status");
    }
  }

  @Test
  void tenThousandTurns_costTheSameEach() {
    int turns = 10_000;
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              long sum = 0;
              for (int i = 0; i < turns; i++) {
                sum += ctx.activity("A", i, Integer.class).await();
              }
              return sum;
            })) {
      TurnDecision last = run.start();
      for (int i = 0; i < turns; i++) {
        last = run.turn(completed(2 + 2L * i, "1"));
      }
      assertThat(last.outcome()).isEqualTo(Decisions.completed("10000"));
    }
  }
}
