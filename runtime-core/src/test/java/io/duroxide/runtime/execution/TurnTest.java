package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.Decisions.application;
import static io.duroxide.runtime.execution.Decisions.kinds;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.OperationFailedException;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Progress of a single line of code through its turns. */
class TurnTest {

  @Test
  void returnsAtOnce_firstTurn_completes() {
    try (var run = new ExecutionHarness((ctx, in) -> in + "!")) {
      assertThat(run.start().outcome()).isEqualTo(new Outcome.Completed("\"in!\""));
      assertThat(kinds(run.history()))
          .containsExactly(EventKind.ORCHESTRATION_STARTED, EventKind.ORCHESTRATION_COMPLETED);
    }
  }

  @Test
  void throwsAtOnce_firstTurn_failsWithTypedCause() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              throw new ApplicationException("no", "E7", false, new java.io.IOException("disk"));
            })) {
      ErrorDetails error = ((Outcome.Failed) run.start().outcome()).error();
      assertThat(error.category()).isEqualTo(ErrorCategory.APPLICATION);
      assertThat(error.code()).isEqualTo("E7");
      assertThat(error.retryable()).isFalse();
      assertThat(error.errorClasses())
          .containsExactly(ApplicationException.class.getName(), "java.io.IOException");
    }
  }

  @Test
  void activities_oneAfterTheOther_resumeAtTheRightStep() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String first = ctx.activity("A", "1", String.class).await();
              return first + ctx.activity("A", "1", String.class).await();
            })) {
      assertThat(scheduledIds(run.start())).containsExactly(2L);
      assertThat(scheduledIds(run.turn(completed(2, "\"x\"")))).containsExactly(4L);
      assertThat(run.turn(completed(4, "\"y\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"xy\""));
      assertThat(run.history())
          .extracting(HistoryEvent::id)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }
  }

  @Test
  void activityFailure_caughtByCode_goesOn() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              try {
                return ctx.activity("A", null, String.class).await();
              } catch (OperationFailedException e) {
                return String.valueOf(e.details().code());
              }
            })) {
      run.start();
      assertThat(run.turn(failed(2, application("E1"))).outcome())
          .isEqualTo(new Outcome.Completed("\"E1\""));
    }
  }

  @Test
  void activityFailure_notCaught_failsWithTheActivitysCause() {
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", null, String.class).await())) {
      run.start();
      assertThat(run.turn(failed(2, application("E1"))).outcome())
          .isEqualTo(new Outcome.Failed(application("E1")));
    }
  }

  @Test
  void poisonedActivity_codeWouldCatchIt_failsTheInstance() {
    ErrorDetails poison = ErrorDetails.of(ErrorCategory.POISON, ErrorReason.UNREGISTERED, "gone");
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              try {
                return ctx.activity("A", null, String.class).await();
              } catch (OperationFailedException e) {
                return "caught";
              }
            })) {
      run.start();
      assertThat(run.turn(failed(2, poison)).outcome()).isEqualTo(new Outcome.Failed(poison));
    }
  }

  @Test
  void finallyAndCatchThrowable_acrossASuspension_behaveAsWritten() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              StringBuilder trace = new StringBuilder();
              try {
                ctx.timer(Duration.ofMillis(1)).await();
                trace.append("fired ");
              } catch (Throwable t) {
                trace.append("caught ");
              } finally {
                trace.append("finally");
              }
              return trace.toString();
            })) {
      run.start();
      assertThat(run.turn(fired(2)).outcome())
          .isEqualTo(new Outcome.Completed("\"fired finally\""));
    }
  }

  @Test
  void duplicateAndForeignCompletions_areDropped() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String a = ctx.activity("A", null, String.class).await();
              return a + ctx.activity("B", null, String.class).await();
            })) {
      run.start();
      TurnDecision second =
          run.turn(
              completed(2, "\"x\""),
              completed(2, "\"again\""),
              new ActivityCompleted(ExecutionHarness.INSTANCE, 7, 2, "\"other\""));
      assertThat(kinds(second.events()))
          .containsExactly(EventKind.ACTIVITY_COMPLETED, EventKind.ACTIVITY_SCHEDULED);
      assertThat(run.turn(completed(2, "\"late\"")).events()).isEmpty();
      assertThat(run.turn(completed(4, "\"y\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"xy\""));
    }
  }

  @Test
  void completionOfNothing_failsAsNondeterminism() {
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", null, String.class).await())) {
      run.start();
      Outcome outcome = run.turn(completed(99, "\"x\"")).outcome();
      assertThat(((Outcome.Failed) outcome).error().category())
          .isEqualTo(ErrorCategory.NONDETERMINISM);
    }
  }

  @Test
  void eventsOfOneName_takenInOrder_unwantedOnesAreRecordedOnly() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String first = ctx.event("e", String.class).await();
              ctx.activity("A", null, String.class).await();
              return first + ctx.event("e", String.class).await();
            })) {
      run.start();
      run.turn(raised("e", "\"1\""), raised("e", "\"lost\""));
      run.turn(completed(5, null));
      assertThat(run.turn(raised("e", "\"2\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"12\""));
    }
  }

  @Test
  void cancelRequest_codeStillWaits_cancelsWithNotesBeforeTheEnd() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("A", null, String.class);
              ctx.subOrchestration("C", null, String.class);
              return ctx.event("never", String.class).await();
            })) {
      run.start();
      TurnDecision decision = run.turn(new CancelInstance(ExecutionHarness.INSTANCE, "why", false));
      assertThat(decision.outcome()).isEqualTo(new Outcome.Cancelled("why"));
      assertThat(decision.cancelledActivities()).containsExactly(2L);
      assertThat(decision.cancelledChildren()).containsExactly("i::sub::1.3");
      assertThat(kinds(decision.events()))
          .containsExactly(
              EventKind.CANCEL_REQUESTED,
              EventKind.ACTIVITY_CANCEL_REQUESTED,
              EventKind.SUB_ORCHESTRATION_CANCEL_REQUESTED,
              EventKind.EVENT_SUBSCRIPTION_CANCELLED,
              EventKind.ORCHESTRATION_CANCELLED);
    }
  }

  @Test
  void continueAsNew_codeBehindIt_doesNotRun() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.continueAsNew("next");
              throw new AssertionError("unreachable");
            })) {
      assertThat(run.start().outcome())
          .isEqualTo(new Outcome.ContinuedAsNew(null, "\"next\"", null, List.of()));
    }
  }

  @Test
  void systemCalls_recordedInTheTurn_sameOnReplay() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String values = ctx.now() + " " + ctx.randomUuid() + " " + ctx.randomUuid();
              ctx.timer(Duration.ZERO).await();
              return values;
            })) {
      run.start();
      assertThat(run.turn(fired(5)).outcome())
          .isEqualTo(
              new Outcome.Completed(
                  "\"1970-01-01T00:00:01Z 00000000-0000-0000-0000-0000000003e8"
                      + " 00000000-0000-0000-0000-0000000003e9\""));
    }
  }

  @Test
  void undecodableInput_failsAsConfiguration() {
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.activity("A", null, Integer.class).await())) {
      run.start();
      ErrorDetails error = ((Outcome.Failed) run.turn(completed(2, "\"word\"")).outcome()).error();
      assertThat(error.category()).isEqualTo(ErrorCategory.CONFIGURATION);
      assertThat(error.reason()).isEqualTo(ErrorReason.UNDECODABLE_PAYLOAD);
    }
  }

  private static List<Long> scheduledIds(TurnDecision decision) {
    return decision.scheduled().stream()
        .filter(ActivityScheduled.class::isInstance)
        .map(HistoryEvent::id)
        .toList();
  }
}
