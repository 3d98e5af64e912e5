package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.childCompleted;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.DurableFuture;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.CancelReason;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations whose handle is given up before they are done. */
class UnobservedFuturesTest {

  private static final Orchestration<String, String> RACE =
      (ctx, in) -> {
        var slow = ctx.activity("Slow", 1, String.class);
        ctx.any(slow, ctx.timer(Duration.ofSeconds(1))).await();
        ctx.event("more", String.class).await();
        return ctx.event("end", String.class).await();
      };

  @Test
  void activity_losesARace_isNotedAndCancelledOnce() {
    try (var run = new ExecutionHarness(RACE)) {
      run.start();
      TurnDecision decision = run.turn(fired(3));
      assertThat(decision.cancelledActivities()).containsExactly(2L);
      assertThat(decision.events())
          .contains(new ActivityCancelRequested(6, 2_000, 2, CancelReason.ABANDONED));
      assertThat(run.turn(raised("more", "1")).cancelledActivities())
          .as("not again in a later turn")
          .isEmpty();
      assertThat(run.turn(raised("end", "\"e\"")).cancelledActivities()).isEmpty();
    }
  }

  @Test
  void twoActivitiesOfThree_loseARace_areCancelled() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              List<DurableFuture<String>> runners =
                  Stream.of("A", "B", "C").map(n -> ctx.activity(n, 1, String.class)).toList();
              ctx.any(runners).await();
              return ctx.event("end", String.class).await();
            })) {
      run.start();
      assertThat(run.turn(completed(3, "1")).cancelledActivities()).containsExactly(2L, 4L);
    }
  }

  @Test
  void child_losesARace_isNotedAndCancelledOnce() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var child = ctx.subOrchestration("C", 1, String.class);
              ctx.any(child, ctx.timer(Duration.ofSeconds(1))).await();
              return ctx.event("end", String.class).await();
            })) {
      run.start();
      TurnDecision decision = run.turn(fired(3));
      assertThat(decision.cancelledChildren()).containsExactly("i::sub::1.2");
      assertThat(Decisions.kinds(decision)).endsWith(EventKind.SUB_ORCHESTRATION_CANCEL_REQUESTED);
      assertThat(run.turn(childCompleted(2, "1")).outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(raised("end", "\"e\"")).cancelledChildren()).isEmpty();
    }
  }

  static Stream<Arguments> cancelled() {
    return Stream.of(
        of(EventKind.ACTIVITY_CANCEL_REQUESTED, ctx -> ctx.activity("A", 1, String.class)),
        of(
            EventKind.SUB_ORCHESTRATION_CANCEL_REQUESTED,
            ctx -> ctx.subOrchestration("C", 1, String.class)),
        of(EventKind.EVENT_SUBSCRIPTION_CANCELLED, ctx -> ctx.event("e", String.class)),
        of(EventKind.QUEUE_SUBSCRIPTION_CANCELLED, ctx -> ctx.dequeue("q", String.class)),
        of(
            EventKind.ACTIVITY_CANCEL_REQUESTED,
            ctx -> ctx.activity("A", 1, String.class).map(String::length)));
  }

  private static Arguments of(
      EventKind note, Function<OrchestrationContext, DurableFuture<?>> operation) {
    return Arguments.of(note, operation);
  }

  private static ExecutionHarness cancels(
      Function<OrchestrationContext, DurableFuture<?>> operation) {
    return new ExecutionHarness(
        (ctx, in) -> {
          var handle = operation.apply(ctx);
          ctx.timer(Duration.ofSeconds(1)).await();
          handle.cancel();
          handle.cancel();
          return ctx.event("end", String.class).await();
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cancelled")
  void operation_cancelledInALaterTurn_hasItsNote(
      EventKind note, Function<OrchestrationContext, DurableFuture<?>> operation) {
    try (var run = cancels(operation)) {
      run.start();
      assertThat(Decisions.kinds(run.turn(fired(3))))
          .containsExactly(EventKind.TIMER_FIRED, EventKind.EVENT_SUBSCRIBED, note);
      assertThat(run.turn(raised("end", "\"e\"")).outcome())
          .isEqualTo(Decisions.completed("\"e\""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cancelled")
  void operation_cancelledInItsOwnTurn_hasItsNote(
      EventKind note, Function<OrchestrationContext, DurableFuture<?>> operation) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              operation.apply(ctx).cancel();
              return ctx.event("end", String.class).await();
            })) {
      assertThat(Decisions.kinds(run.start())).endsWith(EventKind.EVENT_SUBSCRIBED, note);
      assertThat(run.turn(raised("end", "\"e\"")).outcome())
          .isEqualTo(Decisions.completed("\"e\""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cancelled")
  void cancellation_notRepeatedOnReplay_isFound(
      EventKind note, Function<OrchestrationContext, DurableFuture<?>> operation) {
    try (var run = cancels(operation)) {
      run.start();
      run.turn(fired(3));
      NondeterminismException thrown =
          catchThrowableOfType(
              NondeterminismException.class,
              () ->
                  run.replayWith(
                      (ctx, in) -> {
                        var unused = operation.apply(ctx);
                        ctx.timer(Duration.ofSeconds(1)).await();
                        return ctx.event("end", String.class).await();
                      }));
      assertThat(thrown).as("without %s", note).isNotNull();
      assertThat(thrown.eventId()).isEqualTo(6);
      assertThat(thrown.found()).startsWith("no cancellation of ");
    }
  }

  @Test
  void timer_cancelled_needsNoNote() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.timer(Duration.ofSeconds(1)).cancel();
              return ctx.event("end", String.class).await();
            })) {
      assertThat(Decisions.kinds(run.start())).endsWith(EventKind.EVENT_SUBSCRIBED);
      assertThat(Decisions.kinds(run.turn(fired(2)))).containsExactly(EventKind.TIMER_FIRED);
      run.turn(raised("end", "\"e\""));
    }
  }

  @Test
  void operation_completedBeforeItIsCancelled_isNotCancelled() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var done = ctx.activity("A", 1, String.class);
              done.await();
              done.cancel();
              return done.await() + ctx.event("end", String.class).await();
            })) {
      run.start();
      TurnDecision decision = run.turn(completed(2, "\"a\""));
      assertThat(decision.cancelledActivities()).isEmpty();
      assertThat(Decisions.kinds(decision)).endsWith(EventKind.EVENT_SUBSCRIBED);
      assertThat(run.turn(raised("end", "\"e\"")).outcome())
          .isEqualTo(Decisions.completed("\"ae\""));
    }
  }

  @Test
  void operation_neverAwaited_isNotCancelledWhileCodeRuns() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("Background", 1, String.class);
              return ctx.event("end", String.class).await();
            })) {
      assertThat(run.start().cancelledActivities()).isEmpty();
      assertThat(run.turn(completed(2, "1")).events()).hasSize(1);
      assertThat(run.turn(raised("end", "\"e\"")).cancelledActivities()).isEmpty();
    }
  }

  @Test
  void completion_inTheBatchThatCancels_needsNoNote() {
    try (var run = new ExecutionHarness(RACE)) {
      run.start();
      TurnDecision decision = run.turn(fired(3), completed(2, "1"));
      assertThat(decision.cancelledActivities()).isEmpty();
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              EventKind.TIMER_FIRED, EventKind.ACTIVITY_COMPLETED, EventKind.EVENT_SUBSCRIBED);
    }
  }

  @Test
  void completion_afterItsNote_isRecordedAndIgnored() {
    try (var run = new ExecutionHarness(RACE)) {
      run.start();
      run.turn(fired(3));
      assertThat(Decisions.kinds(run.turn(completed(2, "1"))))
          .containsExactly(EventKind.ACTIVITY_COMPLETED);
      run.turn(raised("more", "1"));
      assertThat(run.turn(raised("end", "\"e\"")).outcome())
          .isEqualTo(Decisions.completed("\"e\""));
    }
  }

  @Test
  void cancellations_inSeveralTurns_areNotedEachInItsOwn() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var a = ctx.activity("A", 1, String.class);
              var b = ctx.activity("B", 1, String.class);
              ctx.event("first", String.class).await();
              a.cancel();
              ctx.event("second", String.class).await();
              b.cancel();
              return ctx.event("end", String.class).await();
            })) {
      run.start();
      assertThat(run.turn(raised("first", "1")).cancelledActivities()).containsExactly(2L);
      assertThat(run.turn(raised("second", "1")).cancelledActivities()).containsExactly(3L);
    }
  }

  @Test
  void functionReturns_whatIsOpenIsCancelledForItsEnd() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("A", 1, String.class);
              ctx.subOrchestration("C", 1, String.class);
              ctx.dequeue("q", String.class);
              ctx.timer(Duration.ofSeconds(1));
              return ctx.event("end", String.class).await();
            })) {
      run.start();
      TurnDecision decision = run.turn(raised("end", "\"e\""));
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              EventKind.EVENT_RAISED,
              EventKind.ACTIVITY_CANCEL_REQUESTED,
              EventKind.SUB_ORCHESTRATION_CANCEL_REQUESTED,
              EventKind.QUEUE_SUBSCRIPTION_CANCELLED,
              EventKind.ORCHESTRATION_COMPLETED);
      assertThat(decision.events())
          .contains(new ActivityCancelRequested(8, 2_000, 2, CancelReason.EXECUTION_ENDED));
    }
  }
}
