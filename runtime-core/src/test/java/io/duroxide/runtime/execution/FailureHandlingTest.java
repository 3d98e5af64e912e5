package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.childFailed;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.OperationFailedException;
import io.duroxide.Orchestration;
import io.duroxide.history.EventKind;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failed operations: those code may handle, and those that end the instance. */
class FailureHandlingTest {

  private static final Orchestration<String, String> CATCHES_ACTIVITY =
      (ctx, in) -> {
        try {
          return ctx.activity("A", 1, String.class).await();
        } catch (OperationFailedException e) {
          return "caught " + e.details().message();
        }
      };

  private static final Orchestration<String, String> CATCHES_CHILD =
      (ctx, in) -> {
        try {
          return ctx.subOrchestration("C", 1, String.class).await();
        } catch (OperationFailedException e) {
          return "caught " + e.details().message();
        }
      };

  private static ErrorDetails of(ErrorCategory category) {
    return ErrorDetails.of(category, ErrorReason.UNSPECIFIED, "why");
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCategory.class,
      names = {"APPLICATION", "TIMEOUT", "CANCELLED", "CONFIGURATION"})
  void failureOfTheApplication_reachesCode(ErrorCategory category) {
    try (var run = new ExecutionHarness(CATCHES_ACTIVITY)) {
      run.start();
      assertThat(run.turn(failed(2, of(category))).outcome())
          .isEqualTo(Decisions.completed("\"caught why\""));
    }
    try (var run = new ExecutionHarness(CATCHES_CHILD)) {
      run.start();
      assertThat(run.turn(childFailed(2, of(category))).outcome())
          .isEqualTo(Decisions.completed("\"caught why\""));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCategory.class,
      names = {"INFRASTRUCTURE", "NONDETERMINISM", "POISON"})
  void failureOfTheSystem_endsTheInstanceWithoutAskingCode(ErrorCategory category) {
    try (var run = new ExecutionHarness(CATCHES_ACTIVITY)) {
      run.start();
      TurnDecision decision = run.turn(failed(2, of(category)));
      assertThat(Decisions.failure(decision)).isEqualTo(of(category));
      assertThat(Decisions.kinds(decision))
          .containsExactly(EventKind.ACTIVITY_FAILED, EventKind.ORCHESTRATION_FAILED);
    }
    try (var run = new ExecutionHarness(CATCHES_CHILD)) {
      run.start();
      assertThat(Decisions.failure(run.turn(childFailed(2, of(category))))).isEqualTo(of(category));
    }
  }

  @Test
  void failureOfTheSystem_othersInTheBatchAreRecordedAndOpenOnesCancelled() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("B", 1, String.class);
              ctx.activity("C", 1, String.class);
              return ctx.activity("A", 1, String.class).await();
            })) {
      run.start();
      TurnDecision decision = run.turn(failed(4, of(ErrorCategory.POISON)), completed(2, "1"));
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              EventKind.ACTIVITY_FAILED,
              EventKind.ACTIVITY_COMPLETED,
              EventKind.ACTIVITY_CANCEL_REQUESTED,
              EventKind.ORCHESTRATION_FAILED);
      assertThat(decision.cancelledActivities()).containsExactly(3L);
    }
  }

  @Test
  void failureOfTheSystem_ofAnAbandonedActivity_isIgnored() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("A", 1, String.class).cancel();
              ctx.timer(Duration.ofSeconds(1)).await();
              return "done";
            })) {
      run.start();
      assertThat(run.turn(failed(2, of(ErrorCategory.POISON))).outcome())
          .isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(ExecutionHarness.fired(3)).outcome())
          .isEqualTo(Decisions.completed("\"done\""));
    }
  }
}
