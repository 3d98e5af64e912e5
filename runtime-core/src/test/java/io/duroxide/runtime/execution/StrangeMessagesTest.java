package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.childCompleted;
import static io.duroxide.runtime.execution.ExecutionHarness.childFailed;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.Orchestration;
import io.duroxide.history.OrchestratorMessage;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that complete what was never asked for. */
class StrangeMessagesTest {

  /** Events 2 to 4 are an activity, a timer and a child. */
  private static final Orchestration<String, String> OPEN =
      (ctx, in) -> {
        ctx.activity("A", "1", String.class);
        ctx.timer(Duration.ofSeconds(1));
        ctx.subOrchestration("C", "1", String.class);
        return ctx.event("never", String.class).await();
      };

  static Stream<Arguments> strangeMessages() {
    ErrorDetails error = Decisions.application("E");
    return Stream.of(
        Arguments.of(completed(99, "1"), "nothing scheduled", "an activity"),
        Arguments.of(failed(99, error), "nothing scheduled", "an activity"),
        Arguments.of(fired(99), "nothing scheduled", "a timer"),
        Arguments.of(childCompleted(99, "1"), "nothing scheduled", "a sub-orchestration"),
        Arguments.of(childFailed(99, error), "nothing scheduled", "a sub-orchestration"),
        Arguments.of(completed(3, "1"), "timer", "an activity"),
        Arguments.of(completed(4, "1"), "sub-orchestration C", "an activity"),
        Arguments.of(fired(2), "activity A", "a timer"),
        Arguments.of(fired(4), "sub-orchestration C", "a timer"),
        Arguments.of(childCompleted(2, "1"), "activity A", "a sub-orchestration"),
        Arguments.of(childFailed(3, error), "timer", "a sub-orchestration"),
        Arguments.of(completed(-1, "1"), "nothing scheduled", "an activity"),
        Arguments.of(completed(Long.MAX_VALUE, "1"), "nothing scheduled", "an activity"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangeMessages")
  void messageForSomethingElse_failsTheInstance(
      OrchestratorMessage message, String expected, String found) {
    try (var run = new ExecutionHarness(OPEN)) {
      run.start();
      ErrorDetails error = Decisions.failure(run.turn(message));
      assertThat(error.category()).isEqualTo(ErrorCategory.NONDETERMINISM);
      assertThat(error.message()).contains(expected).contains("a completion of " + found);
    }
  }
}
