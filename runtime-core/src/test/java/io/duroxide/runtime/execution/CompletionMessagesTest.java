package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.childCompleted;
import static io.duroxide.runtime.execution.ExecutionHarness.childFailed;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Orchestration;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the messages of a batch. */
class CompletionMessagesTest {

  /** Events 2 to 6 are an activity, a timer, an event, a child and a queue wait. */
  private static final Orchestration<String, String> OPEN =
      (ctx, in) -> {
        ctx.activity("A", 1, String.class);
        ctx.timer(Duration.ofSeconds(1));
        ctx.event("e", String.class);
        ctx.subOrchestration("C", 1, String.class);
        ctx.dequeue("q", String.class);
        return ctx.event("never", String.class).await();
      };

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(completed(2, "1"), EventKind.ACTIVITY_COMPLETED),
        Arguments.of(failed(2, Decisions.application("E")), EventKind.ACTIVITY_FAILED),
        Arguments.of(fired(3), EventKind.TIMER_FIRED),
        Arguments.of(raised("e", "1"), EventKind.EVENT_RAISED),
        Arguments.of(childCompleted(5, "1"), EventKind.SUB_ORCHESTRATION_COMPLETED),
        Arguments.of(
            childFailed(5, Decisions.application("E")), EventKind.SUB_ORCHESTRATION_FAILED),
        Arguments.of(sent("q", "1"), EventKind.QUEUE_MESSAGE_ARRIVED));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("messages")
  void message_ofAnOpenOperation_becomesItsEvent(OrchestratorMessage message, EventKind kind) {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      assertThat(Decisions.kinds(run.turn(message))).containsExactly(kind);
    }
  }

  static Stream<OrchestratorMessage> completions() {
    return Stream.of(
        completed(2, "1"),
        failed(2, Decisions.application("E")),
        fired(3),
        childCompleted(5, "1"),
        childFailed(5, Decisions.application("E")));
  }

  @ParameterizedTest
  @MethodSource("completions")
  void completion_againInALaterBatch_isDropped(OrchestratorMessage message) {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      run.turn(message);
      assertThat(run.turn(message).events()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("completions")
  void completion_twiceInOneBatch_countsOnce(OrchestratorMessage message) {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      assertThat(run.turn(message, message).events()).hasSize(1);
    }
  }

  @Test
  void bothOutcomesOfOneActivity_inOneBatch_theFirstCounts() {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      assertThat(
              Decisions.kinds(run.turn(failed(2, Decisions.application("E")), completed(2, "1"))))
          .containsExactly(EventKind.ACTIVITY_FAILED);
    }
  }

  @Test
  void completions_ofAnotherExecution_areDropped() {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      assertThat(
              run.turn(
                      new ActivityCompleted(ExecutionHarness.INSTANCE, 2, 2, "1"),
                      new TimerFired(ExecutionHarness.INSTANCE, 2, 3),
                      new SubOrchestrationFailed(
                          ExecutionHarness.INSTANCE, 2, 5, Decisions.application("E")))
                  .events())
          .isEmpty();
    }
  }

  @Test
  void event_withoutSubscription_isRecordedAndNotDelivered() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.timer(Duration.ofSeconds(1)).await();
              return ctx.event("e", String.class).await();
            })) {
      run.start();
      assertThat(Decisions.kinds(run.turn(raised("e", "\"early\""))))
          .containsExactly(EventKind.EVENT_RAISED);
      assertThat(run.turn(fired(2)).outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(raised("e", "\"late\"")).outcome())
          .isEqualTo(Decisions.completed("\"late\""));
    }
  }

  @Test
  void severalKinds_inOneBatch_becomeEventsInItsOrder() {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      TurnDecision decision =
          run.turn(
              sent("q", "1"),
              fired(3),
              completed(2, "1"),
              raised("e", "1"),
              childCompleted(5, "1"));
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              EventKind.QUEUE_MESSAGE_ARRIVED,
              EventKind.TIMER_FIRED,
              EventKind.ACTIVITY_COMPLETED,
              EventKind.EVENT_RAISED,
              EventKind.SUB_ORCHESTRATION_COMPLETED);
    }
  }

  @Test
  void equalEvents_inOneBatchAndAcrossBatches_areDistinct() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              StringBuilder all = new StringBuilder();
              for (int i = 0; i < 3; i++) {
                all.append(ctx.dequeue("q", String.class).await());
              }
              return all.toString();
            })) {
      run.start();
      assertThat(run.turn(sent("q", "\"x\""), sent("q", "\"x\"")).outcome())
          .isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(sent("q", "\"x\"")).outcome()).isEqualTo(Decisions.completed("\"xxx\""));
    }
  }

  @Test
  void equalPositionalEvents_inOneBatchAndAcrossBatches_areDistinct() {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      run.turn(raised("e", "1"), raised("e", "1"));
      run.turn(raised("e", "1"));
      assertThat(run.history()).filteredOn(HistoryEvent.EventRaised.class::isInstance).hasSize(3);
    }
  }
}
