package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.duroxide.ErrorDetails;
import io.duroxide.Orchestration;
import io.duroxide.history.CancelReason;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.ActivityFailed;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCompleted;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.QueueSubscribed;
import io.duroxide.history.HistoryEvent.QueueSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.SubOrchestrationCompleted;
import io.duroxide.history.HistoryEvent.SubOrchestrationFailed;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.HistoryEvent.TimerFired;
import io.duroxide.history.StartOrigin;
import io.duroxide.replay.CorruptHistoryException;
import io.duroxide.replay.NondeterminismException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories that no run of any code can have written. */
@Timeout(60)
class HistoryCorruptionTest {

  private static final ErrorDetails ERROR = Decisions.application("E");

  /** Asks for an activity and a timer, then for an event. */
  private static final Orchestration<String, String> CODE =
      (ctx, in) -> {
        var activity = ctx.activity("A", 1, String.class);
        ctx.timer(Duration.ofSeconds(1)).await();
        activity.await();
        return ctx.event("e", String.class).await();
      };

  private static HistoryEvent started(long id) {
    return new OrchestrationStarted(
        id, id, "test", "1.0.0", "\"in\"", StartOrigin.CLIENT, null, "test", null, List.of());
  }

  private static HistoryEvent activity(long id) {
    return new ActivityScheduled(id, 1, "A", "1", 0, 1, null, null, null);
  }

  private static HistoryEvent timer(long id) {
    return new TimerCreated(id, 1, 1_001);
  }

  private static HistoryEvent done(long id, long of) {
    return new ActivityCompleted(id, 2, of, "1");
  }

  private static HistoryEvent fired(long id, long of) {
    return new TimerFired(id, 2, of);
  }

  static Stream<Arguments> impossible() {
    HistoryEvent end = new OrchestrationCompleted(2, 1, null);
    return Stream.of(
        history("nothing"),
        history("no start", activity(1)),
        history("late start", activity(1), started(2)),
        history("two starts", started(1), started(2)),
        history("start with id 0", started(0), activity(1)),
        history("event with id 0", started(1), activity(0)),
        history("gap behind the start", started(1), activity(3)),
        history("gap further on", started(1), activity(2), timer(4)),
        history("falling ids", started(1), activity(3), timer(2)),
        history("the same id twice", started(1), activity(2), timer(2)),
        history("the same event twice", started(1), activity(2), activity(2)),
        history("the same timer twice", started(1), activity(2), timer(3), timer(3)),
        history("event behind completion", started(1), end, activity(3)),
        history("two ends", started(1), end, new OrchestrationCompleted(3, 1, null)),
        history("failure behind completion", started(1), end, new OrchestrationFailed(3, 1, ERROR)),
        history(
            "event behind failure",
            started(1),
            new OrchestrationFailed(2, 1, ERROR),
            new EventRaised(3, 1, "e", null)),
        history(
            "event behind continue-as-new",
            started(1),
            new OrchestrationContinuedAsNew(2, 1, null, null),
            activity(3)),
        history(
            "request to cancel behind completion",
            started(1),
            end,
            new CancelRequested(3, 1, "late", false)));
  }

  private static Arguments history(String name, HistoryEvent... events) {
    return Arguments.of(name, List.of(events));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("impossible")
  void shapeNoHistoryHas_isRefusedBeforeAnyCodeRuns(String name, List<HistoryEvent> history) {
    assertThatThrownBy(
            () ->
                ExecutionHarness.replay(
                    (ctx, in) -> {
                      throw new AssertionError("code ran on " + name);
                    },
                    history))
        .isInstanceOf(CorruptHistoryException.class)
        .hasMessageStartingWith("corrupted history: ");
  }

  static Stream<Arguments> disagreeing() {
    return Stream.of(
        history("orphan completion", started(1), activity(2), timer(3), done(4, 99)),
        history("orphan timer", started(1), activity(2), timer(3), fired(4, 99)),
        history(
            "orphan child completion",
            started(1),
            activity(2),
            timer(3),
            new SubOrchestrationCompleted(4, 2, 99, null)),
        history(
            "orphan child failure",
            started(1),
            activity(2),
            timer(3),
            new SubOrchestrationFailed(4, 2, 99, ERROR)),
        history("completion names a timer", started(1), activity(2), timer(3), done(4, 3)),
        history("fired names an activity", started(1), activity(2), timer(3), fired(4, 2)),
        history(
            "child result names an activity",
            started(1),
            activity(2),
            timer(3),
            new SubOrchestrationCompleted(4, 2, 2, null)),
        history("completion names itself", started(1), activity(2), timer(3), done(4, 4)),
        history("completion names the start", started(1), activity(2), timer(3), done(4, 1)),
        history("completed before scheduled", started(1), done(2, 3), activity(3)),
        history("fired before created", started(1), fired(2, 3), timer(3)),
        history("completed twice", started(1), activity(2), timer(3), done(4, 2), done(5, 2)),
        history(
            "completed and failed",
            started(1),
            activity(2),
            timer(3),
            done(4, 2),
            new ActivityFailed(5, 2, 2, ERROR)),
        history("fired twice", started(1), activity(2), timer(3), fired(4, 3), fired(5, 3)),
        history("scheduled twice", started(1), activity(2), activity(3), timer(4)),
        history("created twice", started(1), activity(2), timer(3), timer(4)),
        history(
            "subscribed twice",
            started(1),
            activity(2),
            timer(3),
            done(4, 2),
            fired(5, 3),
            new EventSubscribed(6, 2, "e"),
            new EventSubscribed(7, 2, "e")),
        history(
            "orphan subscription",
            started(1),
            activity(2),
            timer(3),
            new QueueSubscribed(4, 1, "q")),
        history(
            "note of what was not given up",
            started(1),
            activity(2),
            timer(3),
            new ActivityCancelRequested(4, 1, 2, CancelReason.ABANDONED)),
        history(
            "orphan note",
            started(1),
            activity(2),
            timer(3),
            new EventSubscriptionCancelled(4, 1, 99, CancelReason.ABANDONED)),
        history(
            "note of another kind",
            started(1),
            activity(2),
            timer(3),
            new QueueSubscriptionCancelled(4, 1, 2, CancelReason.EXECUTION_ENDED)),
        history("ends in the middle of a turn", started(1), activity(2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("disagreeing")
  void eventsThatContradictEachOther_areNondeterminism(String name, List<HistoryEvent> history) {
    Throwable thrown = catchThrowable(() -> ExecutionHarness.replay(CODE, history));
    assertThat(thrown)
        .as(name)
        .isInstanceOf(NondeterminismException.class)
        .hasMessageStartingWith("nondeterministic at event ");
  }

  @Test
  void noteTwice_isFound() {
    Orchestration<String, String> cancels =
        (ctx, in) -> {
          ctx.activity("A", 1, String.class).cancel();
          return ctx.cancelRequested().await();
        };
    HistoryEvent note = new ActivityCancelRequested(3, 1, 2, CancelReason.ABANDONED);
    assertThatCode(() -> ExecutionHarness.replay(cancels, List.of(started(1), activity(2), note)))
        .doesNotThrowAnyException();
    HistoryEvent again = new ActivityCancelRequested(4, 1, 2, CancelReason.ABANDONED);
    assertThatThrownBy(
            () -> ExecutionHarness.replay(cancels, List.of(started(1), activity(2), note, again)))
        .isInstanceOf(NondeterminismException.class);
  }

  static Stream<HistoryEvent> ends() {
    return Stream.of(
        new OrchestrationCompleted(4, 1, "1"),
        new OrchestrationFailed(4, 1, ERROR),
        new OrchestrationCancelled(4, 1, "why"),
        new OrchestrationContinuedAsNew(4, 1, null, "1"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void endOfEachKind_asTheLastEvent_isReplayedQuietly(HistoryEvent end) {
    assertThatCode(
            () -> ExecutionHarness.replay(CODE, List.of(started(1), activity(2), timer(3), end)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "späße \u2603", "\u0000\u0007\n", "'; DROP TABLE x --"})
  void namesOfEveryKind_areReplayed(String name) {
    Orchestration<String, String> code = (ctx, in) -> ctx.activity(name, 1, String.class).await();
    HistoryEvent scheduled = new ActivityScheduled(2, 1, name, "1", 0, 1, null, null, null);
    assertThat(HistoryCodec.decodeEvent(HistoryCodec.encode(scheduled))).isEqualTo(scheduled);
    assertThatCode(() -> ExecutionHarness.replay(code, List.of(started(1), scheduled)))
        .doesNotThrowAnyException();
  }

  @Test
  void nameVeryLong_isReplayed() {
    String name = "n".repeat(100_000);
    assertThatCode(
            () ->
                ExecutionHarness.replay(
                    (ctx, in) -> ctx.activity(name, 1, String.class).await(),
                    List.of(
                        started(1),
                        new ActivityScheduled(2, 1, name, "1", 0, 1, null, null, null))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ACTIVITY_TELEPORTED\",\"id\":2,\"at\":1}",
        "{\"id\":2,\"at\":1}",
        "{\"type\":\"TIMER_FIRED\",\"id\":\"two\"}",
        "[]",
        "null",
        "",
        "{"
      })
  void eventOfNoKnownKind_isUndecodable(String json) {
    assertThatThrownBy(() -> HistoryCodec.decodeEvent(json))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void unknownField_isIgnored() {
    assertThat(
            HistoryCodec.decodeEvent(
                "{\"type\":\"TIMER_FIRED\",\"id\":2,\"at\":1,\"scheduledId\":1,\"colour\":\"red\"}"))
        .isEqualTo(new TimerFired(2, 1, 1));
  }
}
