package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.cancel;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static io.duroxide.runtime.execution.ExecutionHarness.terminate;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.Orchestration;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import org.junit.jupiter.api.Test;

/** Requests to cancel an instance whose code takes no notice of them. */
class CancellationTest {

  private static final Orchestration<String, String> WAITS =
      (ctx, in) -> {
        ctx.activity("Background", 1, String.class);
        return ctx.activity("A", 1, String.class).await();
      };

  @Test
  void request_codeWaits_endsTheInstance() {
    try (var run = new ExecutionHarness(WAITS)) {
      run.start();
      assertThat(run.turn(cancel("why")).outcome()).isEqualTo(new Outcome.Cancelled("why"));
    }
  }

  @Test
  void request_withTheStart_endsTheFirstTurn() {
    try (var run = new ExecutionHarness(WAITS)) {
      TurnDecision decision = run.start(cancel("why"));
      assertThat(decision.outcome()).isEqualTo(new Outcome.Cancelled("why"));
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              EventKind.ORCHESTRATION_STARTED,
              EventKind.CANCEL_REQUESTED,
              EventKind.ACTIVITY_SCHEDULED,
              EventKind.ACTIVITY_SCHEDULED,
              EventKind.ORCHESTRATION_CANCELLED);
    }
  }

  @Test
  void request_inTheBatchThatCompletesTheCode_prevails() {
    try (var run = new ExecutionHarness(WAITS)) {
      run.start();
      assertThat(run.turn(completed(3, "\"a\""), cancel("why")).outcome())
          .isEqualTo(new Outcome.Cancelled("why"));
    }
  }

  @Test
  void request_inTheBatchOfASystemFailure_doesNotHideIt() {
    ErrorDetails poison =
        ErrorDetails.of(ErrorCategory.POISON, ErrorReason.UNSPECIFIED, "too often");
    try (var run = new ExecutionHarness(WAITS)) {
      run.start();
      assertThat(run.turn(cancel("why"), failed(3, poison)).outcome())
          .isEqualTo(new Outcome.Failed(poison));
    }
  }

  @Test
  void request_openActivities_areCancelledBeforeTheEnd() {
    try (var run = new ExecutionHarness(WAITS)) {
      run.start();
      TurnDecision decision = run.turn(cancel("why"));
      assertThat(decision.cancelledActivities()).containsExactly(2L, 3L);
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              EventKind.CANCEL_REQUESTED,
              EventKind.ACTIVITY_CANCEL_REQUESTED,
              EventKind.ACTIVITY_CANCEL_REQUESTED,
              EventKind.ORCHESTRATION_CANCELLED);
    }
  }

  @Test
  void requests_several_theFirstCounts() {
    try (var run = new ExecutionHarness(WAITS)) {
      run.start();
      TurnDecision decision = run.turn(cancel("first"), cancel("second"));
      assertThat(decision.outcome()).isEqualTo(new Outcome.Cancelled("first"));
      assertThat(decision.events())
          .filteredOn(HistoryEvent.CancelRequested.class::isInstance)
          .hasSize(1);
    }
  }

  @Test
  void requests_severalOverTheTurns_theFirstCounts() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String reason = ctx.cancelRequested().await();
              return reason + ctx.event("e", String.class).await();
            })) {
      run.start();
      run.turn(cancel("first"));
      assertThat(run.turn(cancel("second")).events()).isEmpty();
      assertThat(run.turn(raised("e", "\"\"")).outcome()).isEqualTo(new Outcome.Cancelled("first"));
    }
  }

  @Test
  void requestWithForce_afterOneTheCodeNoticed_endsTheInstance() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.cancelRequested().await();
              return ctx.activity("Compensate", 1, String.class).await();
            })) {
      run.start();
      assertThat(run.turn(cancel("please")).outcome()).isEqualTo(Decisions.CONTINUE);
      TurnDecision decision = run.turn(terminate("now"));
      assertThat(decision.outcome()).isEqualTo(new Outcome.Cancelled("now"));
      assertThat(decision.cancelledActivities()).containsExactly(3L);
    }
  }

  @Test
  void requestWithForce_codeWouldNotice_isNotAsked() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.cancelRequested().await();
              return ctx.activity("Compensate", 1, String.class).await();
            })) {
      run.start();
      assertThat(Decisions.kinds(run.turn(terminate("now"))))
          .containsExactly(EventKind.CANCEL_REQUESTED, EventKind.ORCHESTRATION_CANCELLED);
    }
  }
}
