package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ActivityOptions;
import io.duroxide.OrchestrationContext;
import io.duroxide.RetryPolicy;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.CustomStatusSet;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.KeyValueRemoved;
import io.duroxide.history.HistoryEvent.KeyValueSet;
import io.duroxide.history.HistoryEvent.KeyValuesCleared;
import io.duroxide.history.HistoryEvent.QueueSubscribed;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.SystemCall;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of the context and the event it becomes; the first turn is at 1000 ms. */
class ActionToEventTest {

  private static final long AT = 1_000;

  static Stream<Arguments> calls() {
    ActivityOptions elsewhere =
        ActivityOptions.retrying(RetryPolicy.attempts(3))
            .withAttemptTimeout(Duration.ofSeconds(7))
            .withTag("gpu")
            .onSession("s");
    return Stream.of(
        call(
            ctx -> ctx.activity("A", "x", String.class),
            new ActivityScheduled(2, AT, "A", "\"x\"", 0, 1, null, null, null)),
        call(
            ctx -> ctx.activity("A", null, String.class),
            new ActivityScheduled(2, AT, "A", null, 0, 1, null, null, null)),
        call(
            ctx -> ctx.activity("A", "x", String.class, elsewhere),
            new ActivityScheduled(2, AT, "A", "\"x\"", 0, 3, 7_000L, "gpu", "s")),
        call(ctx -> ctx.timer(Duration.ofSeconds(5)), new TimerCreated(2, AT, AT + 5_000)),
        call(ctx -> ctx.timer(Duration.ofNanos(1)), new TimerCreated(2, AT, AT + 1)),
        call(
            ctx -> ctx.timer(Duration.ofSeconds(Long.MAX_VALUE)),
            new TimerCreated(2, AT, Long.MAX_VALUE)),
        call(ctx -> ctx.event("e", String.class), new EventSubscribed(2, AT, "e")),
        call(ctx -> ctx.dequeue("q", String.class), new QueueSubscribed(2, AT, "q")),
        call(
            ctx -> ctx.subOrchestration("C", 1, String.class),
            new SubOrchestrationScheduled(2, AT, "C", null, "i::sub::1.2", "1")),
        call(
            ctx ->
                ctx.subOrchestration(
                    "C", 1, String.class, new SubOrchestrationOptions("own", "2.0.0")),
            new SubOrchestrationScheduled(2, AT, "C", "2.0.0", "own", "1")),
        call(
            ctx -> ctx.startDetached("D", "2.0.0", "d", 1),
            new DetachedStarted(2, AT, "D", "2.0.0", "d", "1")),
        call(ctx -> ctx.setCustomStatus(List.of(1)), new CustomStatusSet(2, AT, "[1]")),
        call(OrchestrationContext::resetCustomStatus, new CustomStatusSet(2, AT, null)),
        call(ctx -> ctx.keyValues().set("k", "v"), new KeyValueSet(2, AT, "k", "\"v\"")),
        call(
            OrchestrationContext::now,
            new SystemCallRecorded(2, AT, SystemCall.NOW, null, "1970-01-01T00:00:01Z")),
        call(
            OrchestrationContext::randomUuid,
            new SystemCallRecorded(
                2, AT, SystemCall.RANDOM_UUID, null, "00000000-0000-0000-0000-0000000003e8")),
        call(
            ctx -> ctx.keyValueOf("other", "k", Integer.class),
            new SystemCallRecorded(2, AT, SystemCall.KEY_VALUE, "[\"other\",\"k\"]", "7")));
  }

  private static Arguments call(Consumer<OrchestrationContext> call, HistoryEvent event) {
    return Arguments.of(call, event);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("calls")
  void call_becomesItsEvent(Consumer<OrchestrationContext> call, HistoryEvent event) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              call.accept(ctx);
              return ctx.event("never", String.class).await();
            })) {
      run.store("other", "k", "7");
      assertThat(run.start().scheduled()).first().isEqualTo(event);
    }
  }

  @Test
  void removalAndClearing_becomeTheirEvents() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.keyValues().set("a", 1);
              ctx.keyValues().remove("a");
              ctx.keyValues().set("b", 1);
              ctx.keyValues().clear();
              return "done";
            })) {
      assertThat(run.start().events())
          .contains(new KeyValueRemoved(3, AT, "a"), new KeyValuesCleared(5, AT));
    }
  }

  @Test
  void severalCalls_becomeEventsInTheirOrder() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.timer(Duration.ofSeconds(1));
              ctx.setCustomStatus("s");
              ctx.activity("A", 1, String.class);
              ctx.keyValues().set("k", 1);
              return ctx.dequeue("q", String.class).await();
            })) {
      assertThat(Decisions.scheduled(run.start()))
          .containsExactly(
              EventKind.TIMER_CREATED,
              EventKind.CUSTOM_STATUS_SET,
              EventKind.ACTIVITY_SCHEDULED,
              EventKind.KEY_VALUE_SET,
              EventKind.QUEUE_SUBSCRIBED);
    }
  }

  @Test
  void detachedStart_thenActivity_goesOnAfterReplay() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.startDetached("D", "d", 1);
              return ctx.activity("A", 1, String.class).await();
            })) {
      run.start();
      assertThat(run.turn(completed(3, "\"a\"")).outcome()).isEqualTo(Decisions.completed("\"a\""));
    }
  }
}
