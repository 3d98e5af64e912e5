package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.cancel;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.ActivityOptions;
import io.duroxide.DurableFuture;
import io.duroxide.ErrorCategory;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.replay.NondeterminismException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** History was written by one version of the code and is replayed with another. */
class NondeterminismTest {

  /** One step that the two versions do differently, as event 2. */
  static Stream<Arguments> steps() {
    return Stream.of(
        change("activity A (attempt 0)", ctx -> act(ctx, "A"), "timer", ctx -> timer(ctx)),
        change("timer", ctx -> timer(ctx), "activity A (attempt 0)", ctx -> act(ctx, "A")),
        change("activity A (attempt 0)", ctx -> act(ctx, "A"), "activity B", ctx -> act(ctx, "B")),
        change(
            "activity A (attempt 0)",
            ctx -> act(ctx, "A"),
            "activity A (attempt 0) with other values",
            ctx -> ctx.activity("A", "other", String.class)),
        change(
            "activity A (attempt 0, tag gpu)",
            ctx -> tagged(ctx, ActivityOptions.DEFAULT.withTag("gpu")),
            "activity A (attempt 0)",
            ctx -> act(ctx, "A")),
        change(
            "activity A (attempt 0)",
            ctx -> act(ctx, "A"),
            "activity A (attempt 0, tag gpu)",
            ctx -> tagged(ctx, ActivityOptions.DEFAULT.withTag("gpu"))),
        change(
            "activity A (attempt 0, tag gpu)",
            ctx -> tagged(ctx, ActivityOptions.DEFAULT.withTag("gpu")),
            "activity A (attempt 0, tag cpu)",
            ctx -> tagged(ctx, ActivityOptions.DEFAULT.withTag("cpu"))),
        change(
            "activity A (attempt 0, session s)",
            ctx -> tagged(ctx, ActivityOptions.DEFAULT.onSession("s")),
            "activity A (attempt 0, session t)",
            ctx -> tagged(ctx, ActivityOptions.DEFAULT.onSession("t"))),
        change(
            "event e",
            ctx -> ctx.event("e", String.class),
            "event f",
            c -> c.event("f", String.class)),
        change(
            "event e",
            ctx -> ctx.event("e", String.class),
            "message of queue e",
            ctx -> ctx.dequeue("e", String.class)),
        change(
            "message of queue q",
            ctx -> ctx.dequeue("q", String.class),
            "message of queue r",
            ctx -> ctx.dequeue("r", String.class)),
        change(
            "sub-orchestration C",
            ctx -> child(ctx, "C", null),
            "sub-orchestration D",
            ctx -> child(ctx, "D", null)),
        change(
            "sub-orchestration C",
            ctx -> child(ctx, "C", null),
            "sub-orchestration C version 2.0.0",
            ctx -> child(ctx, "C", "2.0.0")),
        change(
            "sub-orchestration C",
            ctx -> child(ctx, "C", null),
            "sub-orchestration C with other values",
            ctx -> ctx.subOrchestration("C", "other", String.class)),
        change(
            "detached orchestration D as d",
            ctx -> ctx.startDetached("D", "d", 1),
            "nothing",
            ctx -> {}),
        change(
            "detached orchestration D as d",
            ctx -> ctx.startDetached("D", "d", 1),
            "detached orchestration E as d",
            ctx -> ctx.startDetached("E", "d", 1)),
        change(
            "detached orchestration D as d",
            ctx -> ctx.startDetached("D", "d", 1),
            "detached orchestration D version 2.0.0 as d",
            ctx -> ctx.startDetached("D", "2.0.0", "d", 1)),
        change(
            "detached orchestration D as d",
            ctx -> ctx.startDetached("D", "d", 1),
            "detached orchestration D as d2",
            ctx -> ctx.startDetached("D", "d2", 1)),
        change("custom status", ctx -> ctx.setCustomStatus("s"), "nothing", ctx -> {}),
        change("custom status", ctx -> ctx.setCustomStatus("s"), "timer", ctx -> timer(ctx)),
        change("key value k", ctx -> ctx.keyValues().set("k", 1), "nothing", ctx -> {}),
        change(
            "key value k",
            ctx -> ctx.keyValues().set("k", 1),
            "custom status",
            ctx -> ctx.setCustomStatus(1)),
        change(
            "key value k",
            ctx -> ctx.keyValues().set("k", 1),
            "key value l",
            ctx -> ctx.keyValues().set("l", 1)),
        change(
            "key value k",
            ctx -> ctx.keyValues().set("k", 1),
            "key value k with other values",
            ctx -> ctx.keyValues().set("k", 2)),
        change(
            "system call NOW",
            ctx -> ctx.now(),
            "system call RANDOM_UUID",
            ctx -> ctx.randomUuid()),
        change("system call NOW", ctx -> ctx.now(), "nothing", ctx -> {}),
        change(
            "system call KEY_VALUE of [\"o\",\"k\"]",
            ctx -> ctx.keyValueOf("o", "k", String.class),
            "system call KEY_VALUE of [o, l]",
            ctx -> ctx.keyValueOf("o", "l", String.class)));
  }

  private static Arguments change(
      String expected,
      Consumer<OrchestrationContext> before,
      String found,
      Consumer<OrchestrationContext> after) {
    return Arguments.of(expected, before, found, after);
  }

  @ParameterizedTest(name = "{0} -> {2}")
  @MethodSource("steps")
  void stepChanged_replay_namesTheEventAndBothSides(
      String expected,
      Consumer<OrchestrationContext> before,
      String found,
      Consumer<OrchestrationContext> after) {
    try (var run = new ExecutionHarness(stepThenWait(before))) {
      run.start();
      assertFound(run, stepThenWait(after), 2, expected, found);
    }
  }

  /** A wait that leaves no event: what is missing before it is missing altogether. */
  private static Orchestration<String, String> stepThenWait(Consumer<OrchestrationContext> step) {
    return (ctx, in) -> {
      step.accept(ctx);
      return ctx.cancelRequested().await();
    };
  }

  private static final Orchestration<String, String> ORIGINAL =
      (ctx, in) -> {
        act(ctx, "A").await();
        return ctx.event("never", String.class).await();
      };

  static Stream<Arguments> flows() {
    return Stream.of(
        flow("ends before its first step", 2, "its end", (ctx, in) -> "end"),
        flow("ends before its second step", 4, "its end", (ctx, in) -> act(ctx, "A").await()),
        flow(
            "ends behind its last step",
            5,
            "its end",
            (ctx, in) -> {
              act(ctx, "A").await();
              ctx.event("never", String.class);
              return "end";
            }),
        flow(
            "fails instead of waiting",
            4,
            "its end",
            (ctx, in) -> {
              act(ctx, "A").await();
              throw new IllegalStateException("new");
            }),
        flow(
            "a step more at the end of its first turn",
            3,
            "timer",
            (ctx, in) -> {
              var first = act(ctx, "A");
              timer(ctx);
              first.await();
              return ctx.event("never", String.class).await();
            }),
        flow(
            "a step more at its very end",
            5,
            "custom status",
            (ctx, in) -> {
              act(ctx, "A").await();
              var last = ctx.event("never", String.class);
              ctx.setCustomStatus("new");
              return last.await();
            }),
        flow(
            "a step more between the others",
            4,
            "activity X",
            (ctx, in) -> {
              act(ctx, "A").await();
              act(ctx, "X");
              return ctx.event("never", String.class).await();
            }),
        flow(
            "the steps in another order",
            2,
            "event never",
            (ctx, in) -> {
              var event = ctx.event("never", String.class);
              act(ctx, "A").await();
              return event.await();
            }),
        flow(
            "cancels what was not cancelled",
            3,
            "the cancellation of activity A",
            (ctx, in) -> {
              act(ctx, "A").cancel();
              return ctx.cancelRequested().await();
            }));
  }

  private static Arguments flow(
      String name, long event, String found, Orchestration<String, ?> code) {
    return Arguments.of(name, event, found, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flows")
  void flowChanged_replay_namesTheEvent(
      String change, long event, String found, Orchestration<String, ?> code) {
    try (var run = new ExecutionHarness(ORIGINAL)) {
      run.start();
      run.turn(completed(2, "\"x\""));
      NondeterminismException thrown = thrownBy(run, code);
      assertThat(thrown).as(change).isNotNull();
      assertThat(thrown.eventId()).as(thrown.getMessage()).isEqualTo(event);
      assertThat(thrown.found()).startsWith(found);
    }
  }

  @Test
  void requestToCancel_codeDoesNotNoticeItAnyMore_isFound() {
    Orchestration<String, String> noticing =
        (ctx, in) -> {
          ctx.cancelRequested();
          return ctx.event("never", String.class).await();
        };
    try (var run = new ExecutionHarness(noticing)) {
      run.start();
      run.turn(cancel("why"));
      assertFound(
          run,
          (ctx, in) -> ctx.event("never", String.class).await(),
          4,
          "nothing",
          "its end by cancellation");
    }
  }

  @Test
  void customStatus_otherText_isNoDifference() {
    try (var run = new ExecutionHarness(stepThenWait(ctx -> ctx.setCustomStatus("a")))) {
      run.start();
      run.replayWith(stepThenWait(ctx -> ctx.setCustomStatus("b")));
    }
  }

  @Test
  void sameCode_replay_isQuiet() {
    try (var run = new ExecutionHarness(ORIGINAL)) {
      run.start();
      run.turn(completed(2, "\"x\""));
      run.replayWith(ORIGINAL);
      assertThat(run.turn(raised("never", "\"now\"")).outcome())
          .isEqualTo(Decisions.completed("\"now\""));
    }
  }

  private static void assertFound(
      ExecutionHarness run,
      Orchestration<String, ?> code,
      long event,
      String expected,
      String found) {
    NondeterminismException thrown = thrownBy(run, code);
    assertThat(thrown).isNotNull();
    assertThat(thrown.eventId()).isEqualTo(event);
    assertThat(thrown.expected()).isEqualTo(expected);
    assertThat(thrown.found()).startsWith(found);
    assertThat(thrown)
        .hasMessage(
            "nondeterministic at event %d: history has %s, this run has %s",
            event, thrown.expected(), thrown.found());
    assertThat(thrown.details().category()).isEqualTo(ErrorCategory.NONDETERMINISM);
  }

  private static NondeterminismException thrownBy(
      ExecutionHarness run, Orchestration<String, ?> code) {
    return catchThrowableOfType(NondeterminismException.class, () -> run.replayWith(code));
  }

  private static DurableFuture<String> act(OrchestrationContext ctx, String name) {
    return ctx.activity(name, "1", String.class);
  }

  private static void timer(OrchestrationContext ctx) {
    var unused = ctx.timer(Duration.ofSeconds(1));
  }

  private static void tagged(OrchestrationContext ctx, ActivityOptions options) {
    var unused = ctx.activity("A", "1", String.class, options);
  }

  private static void child(OrchestrationContext ctx, String name, @Nullable String version) {
    var unused =
        ctx.subOrchestration(name, "1", String.class, new SubOrchestrationOptions(null, version));
  }
}
