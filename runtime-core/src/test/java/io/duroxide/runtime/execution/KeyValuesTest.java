package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.KeyValues;
import io.duroxide.Orchestration;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent.KeyValueSet;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.StartOrigin;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small values that belong to the instance. */
class KeyValuesTest {

  /** Does something with the values, waits, and returns what a key then has. */
  private static Orchestration<String, String> after(Consumer<KeyValues> changes) {
    return (ctx, in) -> {
      changes.accept(ctx.keyValues());
      ctx.event("go", String.class).await();
      return ctx.keyValues().get("k", String.class) + ctx.keyValues().keys();
    };
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("set", values -> values.set("k", "v"), "v[k]"),
        change(
            "last set wins",
            values -> {
              values.set("k", "1");
              values.set("k", "2");
            },
            "2[k]"),
        change(
            "cleared then set",
            values -> {
              values.set("k", "1");
              values.set("l", "1");
              values.clear();
              values.set("k", "2");
            },
            "2[k]"),
        change(
            "removed",
            values -> {
              values.set("k", "1");
              values.set("l", "1");
              values.remove("k");
            },
            "null[l]"),
        change(
            "cleared",
            values -> {
              values.set("k", "1");
              values.clear();
            },
            "null[]"),
        change("never set", values -> {}, "null[]"));
  }

  private static Arguments change(String name, Consumer<KeyValues> changes, String result) {
    return Arguments.of(name, changes, result);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void changes_ofAnEarlierTurn_areRebuiltByReplay(
      String name, Consumer<KeyValues> changes, String result) {
    try (var run = new ExecutionHarness(after(changes))) {
      TurnDecision first = run.start();
      assertThat(first.outcome()).as(name).isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(raised("go", "1")).outcome())
          .isEqualTo(Decisions.completed("\"" + result + "\""));
    }
  }

  static Stream<Arguments> mismatches() {
    Consumer<KeyValues> set = values -> values.set("k", "v");
    Consumer<KeyValues> setAndRemove =
        values -> {
          values.set("k", "v");
          values.remove("k");
        };
    Consumer<KeyValues> setAndClear =
        values -> {
          values.set("k", "v");
          values.clear();
        };
    return Stream.of(
        Arguments.of("other key", set, (Consumer<KeyValues>) values -> values.set("l", "v")),
        Arguments.of("other value", set, (Consumer<KeyValues>) values -> values.set("k", "w")),
        Arguments.of("nothing", set, (Consumer<KeyValues>) values -> {}),
        Arguments.of("removal instead of clearing", setAndClear, setAndRemove),
        Arguments.of("clearing instead of removal", setAndRemove, setAndClear),
        Arguments.of(
            "removal of another key",
            setAndRemove,
            (Consumer<KeyValues>)
                values -> {
                  values.set("k", "v");
                  values.remove("l");
                }),
        Arguments.of("one more", set, setAndRemove));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mismatches")
  void changes_otherOnReplay_areFound(
      String name, Consumer<KeyValues> before, Consumer<KeyValues> now) {
    try (var run = new ExecutionHarness(after(before))) {
      run.start();
      assertThatThrownBy(() -> run.replayWith(after(now)))
          .as(name)
          .isInstanceOf(NondeterminismException.class);
    }
  }

  @Test
  void timeOfAnEvent_isNotCompared() {
    Orchestration<String, String> code =
        (ctx, in) -> {
          ctx.keyValues().set("k", 1);
          return ctx.cancelRequested().await();
        };
    assertThatCode(
            () ->
                ExecutionHarness.replay(
                    code,
                    List.of(
                        new OrchestrationStarted(
                            1,
                            1,
                            "test",
                            "1.0.0",
                            "\"in\"",
                            StartOrigin.CLIENT,
                            null,
                            "test",
                            null,
                            List.of()),
                        new KeyValueSet(2, 99_999, "k", "1"))))
        .doesNotThrowAnyException();
  }

  @Test
  void reads_inTheSameTurn_seeTheWritesBeforeThem() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              KeyValues values = ctx.keyValues();
              values.set("a", 1);
              values.set("b", List.of(1, 2));
              return values.get("a", Integer.class) + " " + values.size() + values.keys();
            })) {
      assertThat(run.start().outcome()).isEqualTo(Decisions.completed("\"1 2[a, b]\""));
    }
  }

  @Test
  void betweenOtherSteps_orderIsThatOfTheCode() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.keyValues().set("k", 1);
              int result = ctx.activity("A", 1, Integer.class).await();
              ctx.keyValues().set("k", result);
              ctx.timer(Duration.ofSeconds(1)).await();
              return "result " + ctx.keyValues().get("k", Integer.class);
            })) {
      assertThat(Decisions.scheduled(run.start()))
          .containsExactly(EventKind.KEY_VALUE_SET, EventKind.ACTIVITY_SCHEDULED);
      assertThat(Decisions.scheduled(run.turn(completed(3, "5"))))
          .containsExactly(EventKind.KEY_VALUE_SET, EventKind.TIMER_CREATED);
      assertThat(run.turn(fired(6)).outcome()).isEqualTo(Decisions.completed("\"result 5\""));
    }
  }

  @Test
  void readModifyWrite_everyTurnAndExecution_countsOn() {
    Orchestration<String, String> counter =
        (ctx, in) -> {
          for (int i = 0; i < 3; i++) {
            Integer count = ctx.keyValues().get("n", Integer.class);
            ctx.keyValues().set("n", count == null ? 1 : count + 1);
            ctx.event("tick", String.class).await();
          }
          return ctx.executionId() == 3
              ? "count " + ctx.keyValues().get("n", Integer.class)
              : ctx.continueAsNew("next");
        };
    try (var run = new ExecutionHarness(counter)) {
      run.start();
      for (int execution = 1; execution <= 3; execution++) {
        run.turn(raised("tick", "1"));
        run.turn(raised("tick", "1"));
        TurnDecision end = run.turn(raised("tick", "1"));
        if (execution < 3) {
          run.continueAsNew();
        } else {
          assertThat(end.outcome()).isEqualTo(Decisions.completed("\"count 9\""));
        }
      }
    }
  }

  static Stream<Arguments> changesOfEarlierValues() {
    return Stream.of(
        change("untouched", values -> {}, "old[k, l]"),
        change("overwritten", values -> values.set("k", "new"), "new[k, l]"),
        change("removed", values -> values.remove("k"), "null[l]"),
        change("cleared", KeyValues::clear, "null[]"),
        change(
            "cleared and set",
            values -> {
              values.clear();
              values.set("k", "new");
            },
            "new[k]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changesOfEarlierValues")
  void valuesOfAnEarlierExecution_areThereAndCanBeChanged(
      String name, Consumer<KeyValues> changes, String result) {
    Orchestration<String, String> second = after(changes);
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              if (ctx.executionId() > 1) {
                return second.run(ctx, in);
              }
              ctx.keyValues().set("k", "old");
              ctx.keyValues().set("l", "old");
              return ctx.continueAsNew("next");
            })) {
      run.start();
      assertThat(run.continueAsNew().outcome()).as(name).isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(raised("go", "1")).outcome())
          .isEqualTo(Decisions.completed("\"" + result + "\""));
    }
  }

  @Test
  void nothingToRemove_leavesNoEvent() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.keyValues().remove("k");
              ctx.keyValues().clear();
              return ctx.keyValues().removeOlderThan(Instant.MAX);
            })) {
      assertThat(run.start().scheduled()).isEmpty();
    }
  }

  @Test
  void age_isTheTimeOfTheTurn_alsoOfWhatThisTurnHasSet() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.keyValues().set("old", 1);
              ctx.event("go", String.class).await();
              ctx.keyValues().set("new", 1);
              int fresh = ctx.keyValues().removeOlderThan(Instant.ofEpochMilli(1_000));
              Instant at = ctx.keyValues().updatedAt("new");
              int removed = ctx.keyValues().removeOlderThan(Instant.ofEpochMilli(2_000));
              ctx.event("end", String.class).await();
              return fresh + " " + removed + " " + at + ctx.keyValues().keys();
            })) {
      run.start();
      assertThat(Decisions.scheduled(run.turn(raised("go", "1"))))
          .containsExactly(
              EventKind.KEY_VALUE_SET, EventKind.KEY_VALUE_REMOVED, EventKind.EVENT_SUBSCRIBED);
      assertThat(run.turn(raised("end", "1")).outcome())
          .isEqualTo(Decisions.completed("\"0 1 1970-01-01T00:00:02Z[new]\""));
    }
  }

  @Test
  void valueOfAnotherInstance_isReadOnceAndTheSameOnReplay() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String first = ctx.keyValueOf("other", "k", String.class);
              String missing = ctx.keyValueOf("other", "missing", String.class);
              ctx.event("go", String.class).await();
              return first + missing + ctx.keyValueOf("other", "k", String.class);
            })) {
      run.store("other", "k", "\"before \"");
      run.start();
      run.store("other", "k", "\" after\"");
      assertThat(run.turn(raised("go", "1")).outcome())
          .isEqualTo(Decisions.completed("\"before null after\""));
    }
  }
}
