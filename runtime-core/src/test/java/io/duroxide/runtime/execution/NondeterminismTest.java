package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.Orchestration;
import io.duroxide.RetryPolicy;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.replay.NondeterminismException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** History was written by one version of the code and is replayed with another. */
class NondeterminismTest {

  private static final Orchestration<String, String> ORIGINAL =
      (ctx, in) -> {
        ctx.activity("A", "1", String.class).await();
        ctx.event("never", String.class).await();
        return "end";
      };

  static Stream<Arguments> changes() {
    return Stream.of(
        change("another activity", 2, (ctx, in) -> ctx.activity("B", "1", String.class).await()),
        change("another input", 2, (ctx, in) -> ctx.activity("A", "2", String.class).await()),
        change("another kind", 2, (ctx, in) -> ctx.timer(Duration.ZERO).await()),
        change("nothing at all", 2, (ctx, in) -> ctx.event("x", String.class).await()),
        change("ends early", 2, (ctx, in) -> "end"),
        change(
            "ends before the second step",
            4,
            (ctx, in) -> ctx.activity("A", "1", String.class).await()),
        change(
            "another event",
            4,
            (ctx, in) -> {
              ctx.activity("A", "1", String.class).await();
              return ctx.event("other", String.class).await();
            }),
        change(
            "an extra step between",
            4,
            (ctx, in) -> {
              ctx.activity("A", "1", String.class).await();
              ctx.activity("X", null, String.class, RetryPolicy.NONE).await();
              return "end";
            }));
  }

  private static Arguments change(String name, long event, Orchestration<String, ?> code) {
    return Arguments.of(name, event, code);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void changedCode_replay_namesTheEvent(String change, long event, Orchestration<String, ?> code) {
    try (var run = new ExecutionHarness(ORIGINAL)) {
      run.start();
      run.turn(completed(2, "\"x\""));
      NondeterminismException found =
          catchThrowableOfType(NondeterminismException.class, () -> run.replayWith(code));
      assertThat(found).as(change).isNotNull();
      assertThat(found.eventId()).isEqualTo(event);
      assertThat(found.getMessage()).contains(found.expected()).contains(found.found());
    }
  }

  @Test
  void sameCode_replay_isQuiet() {
    try (var run = new ExecutionHarness(ORIGINAL)) {
      run.start();
      run.turn(completed(2, "\"x\""));
      assertThatCode(() -> run.replayWith(ORIGINAL)).doesNotThrowAnyException();
    }
  }

  @Test
  void abandonmentNotRepeated_isFound() {
    Orchestration<String, String> racing =
        (ctx, in) -> {
          var slow = ctx.activity("Slow", null, String.class);
          ctx.any(slow, ctx.timer(Duration.ZERO)).await();
          return ctx.event("never", String.class).await();
        };
    Orchestration<String, String> patient =
        (ctx, in) -> {
          ctx.activity("Slow", null, String.class);
          ctx.timer(Duration.ZERO).await();
          return ctx.event("never", String.class).await();
        };
    try (var run = new ExecutionHarness(racing)) {
      run.start();
      run.turn(ExecutionHarness.fired(3));
      assertThat(catchThrowableOfType(NondeterminismException.class, () -> run.replayWith(patient)))
          .isNotNull();
    }
  }

  @Test
  void childVersionChanged_isFound() {
    Orchestration<String, String> v1 =
        (ctx, in) -> ctx.subOrchestration("C", in, String.class).await();
    Orchestration<String, String> v2 =
        (ctx, in) ->
            ctx.subOrchestration(
                    "C", in, String.class, SubOrchestrationOptions.DEFAULT.withVersion("2.0.0"))
                .await();
    try (var run = new ExecutionHarness(v1)) {
      run.start();
      assertThat(catchThrowableOfType(NondeterminismException.class, () -> run.replayWith(v2)))
          .isNotNull();
    }
  }
}
