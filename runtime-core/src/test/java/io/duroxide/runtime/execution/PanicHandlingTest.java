package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.Orchestration;
import org.junit.jupiter.api.Test;

/** Errors in the code itself. */
class PanicHandlingTest {

  private static ErrorDetails firstTurnOf(Orchestration<String, String> code) {
    try (var run = new ExecutionHarness(code)) {
      return Decisions.failure(run.start());
    }
  }

  @Test
  void error_withText_failsTheInstanceAsPanic() {
    ErrorDetails error =
        firstTurnOf(
            (ctx, in) -> {
              throw new AssertionError("broken");
            });
    assertThat(error.category()).isEqualTo(ErrorCategory.APPLICATION);
    assertThat(error.reason()).isEqualTo(ErrorReason.PANIC);
    assertThat(error.message()).isEqualTo("broken");
  }

  @Test
  void exception_withoutText_isNamedByItsClass() {
    ErrorDetails error =
        firstTurnOf(
            (ctx, in) -> {
              throw new NullPointerException();
            });
    assertThat(error.message()).isEqualTo("java.lang.NullPointerException");
  }

  @Test
  void endlessRecursion_failsTheInstance() {
    assertThat(firstTurnOf((ctx, in) -> depth(0)).errorClasses())
        .containsExactly("java.lang.StackOverflowError");
  }

  private static String depth(int calls) {
    return calls < 0 ? "overflow" : depth(calls + 1).trim();
  }

  @Test
  void exception_afterAnAwait_failsTheInstance() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              throw new IllegalStateException(ctx.activity("A", 1, String.class).await());
            })) {
      run.start();
      assertThat(Decisions.failure(run.turn(completed(2, "\"late\""))).message()).isEqualTo("late");
    }
  }
}
