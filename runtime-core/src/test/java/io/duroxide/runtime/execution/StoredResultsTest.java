package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.childCompleted;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Results come out of history, and what has none keeps waiting. */
class StoredResultsTest {

  static Stream<Arguments> operations() {
    return Stream.of(
        operation("activity", a -> a.activity("A", 1, String.class), completed(2, "\"r\""), "r"),
        operation(
            "failed activity",
            ctx -> ctx.activity("A", 1, String.class),
            failed(2, Decisions.application("E")),
            "failed E"),
        operation("timer", ctx -> ctx.timer(Duration.ofSeconds(1)), fired(2), "null"),
        operation("event", ctx -> ctx.event("e", String.class), raised("e", "\"r\""), "r"),
        operation("queue", ctx -> ctx.dequeue("q", String.class), sent("q", "\"r\""), "r"),
        operation(
            "child",
            ctx -> ctx.subOrchestration("C", 1, String.class),
            childCompleted(2, "\"r\""),
            "r"));
  }

  private static Arguments operation(
      String name,
      Function<OrchestrationContext, DurableFuture<?>> operation,
      OrchestratorMessage completion,
      String result) {
    return Arguments.of(name, operation, completion, result);
  }

  private static ExecutionHarness thenWaits(
      Function<OrchestrationContext, DurableFuture<?>> operation) {
    return new ExecutionHarness(
        (ctx, in) -> {
          String result;
          try {
            result = String.valueOf(operation.apply(ctx).await());
          } catch (OperationFailedException e) {
            result = "failed " + e.details().code();
          }
          return result + ctx.event("go", String.class).await();
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void completionInHistory_replayed_givesItsResult(
      String name,
      Function<OrchestrationContext, DurableFuture<?>> operation,
      OrchestratorMessage completion,
      String result) {
    try (var run = thenWaits(operation)) {
      run.start();
      assertThat(run.turn(completion).outcome()).as(name).isEqualTo(Decisions.CONTINUE);
      assertThat(run.turn(raised("go", "\"!\"")).outcome())
          .isEqualTo(Decisions.completed("\"" + result + "!\""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void noCompletionInHistory_replayed_waitsAndAsksForNothingNew(
      String name, Function<OrchestrationContext, DurableFuture<?>> operation) {
    try (var run = thenWaits(operation)) {
      run.start();
      TurnDecision decision = run.turn();
      assertThat(decision.outcome()).as(name).isEqualTo(Decisions.CONTINUE);
      assertThat(decision.events()).isEmpty();
    }
  }
}
