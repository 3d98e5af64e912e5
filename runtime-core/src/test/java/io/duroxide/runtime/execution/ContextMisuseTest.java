package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextMisuseTest {

  @Test
  void anotherThread_usesTheContext_getsAClearException() {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              CompletableFuture.runAsync(
                      () -> seen.set(catchThrowable(() -> ctx.activity("A", null, String.class))))
                  .join();
              return "ok";
            })) {
      assertThat(run.start().outcome()).isEqualTo(new Outcome.Completed("\"ok\""));
      assertThat(seen.get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("only by the orchestration's own code");
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1.0,true", "0.1.99,true", "0.2.0,false", "1.0.0,false", "unknown,false"})
  void negativeTimer_isRefusedAsByTheRuntimeThatStartedTheExecution(
      String runtime, boolean refused) {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.timer(Duration.ofMillis(-1)).await())) {
      run.startedBy(runtime);
      Outcome outcome = run.start().outcome();
      if (refused) {
        assertThat(((Outcome.Failed) outcome).error().errorClasses())
            .containsExactly("java.lang.IllegalArgumentException");
      } else {
        assertThat(outcome).isEqualTo(new Outcome.Continue());
      }
    }
  }

  @Test
  void raceOfNothing_isRefused() {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.any(List.of()).await())) {
      assertThat(run.start().outcome()).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  void leavingMemory_codeSwallowsEverything_threadEndsAnyway() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              while (true) {
                try {
                  ctx.timer(Duration.ofSeconds(1)).await();
                } catch (Throwable swallowed) {
                  // What no orchestration should do, and some will.
                }
              }
            })) {
      run.start();
      run.live().close();
      await().until(() -> run.live().fiberCount() == 0);
    }
  }
}
