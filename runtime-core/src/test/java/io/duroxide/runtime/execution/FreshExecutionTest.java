package io.duroxide.runtime.execution;

import static io.duroxide.history.EventKind.ACTIVITY_SCHEDULED;
import static io.duroxide.history.EventKind.EVENT_SUBSCRIBED;
import static io.duroxide.history.EventKind.ORCHESTRATION_COMPLETED;
import static io.duroxide.history.EventKind.ORCHESTRATION_CONTINUED_AS_NEW;
import static io.duroxide.history.EventKind.ORCHESTRATION_STARTED;
import static io.duroxide.history.EventKind.QUEUE_SUBSCRIBED;
import static io.duroxide.history.EventKind.SUB_ORCHESTRATION_SCHEDULED;
import static io.duroxide.history.EventKind.TIMER_CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.EventKind;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The very first turn. */
class FreshExecutionTest {

  @Test
  void returns_atOnce_completes() {
    try (var run = new ExecutionHarness((ctx, in) -> in)) {
      assertThat(run.start().outcome()).isEqualTo(Decisions.completed("\"in\""));
    }
  }

  @Test
  void throws_atOnce_fails() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              throw new IllegalStateException("no");
            })) {
      assertThat(Decisions.failure(run.start()).message()).isEqualTo("no");
    }
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        wait(ACTIVITY_SCHEDULED, ctx -> ctx.activity("A", 1, String.class)),
        wait(TIMER_CREATED, ctx -> ctx.timer(Duration.ofSeconds(1))),
        wait(EVENT_SUBSCRIBED, ctx -> ctx.event("e", String.class)),
        wait(QUEUE_SUBSCRIBED, ctx -> ctx.dequeue("q", String.class)),
        wait(SUB_ORCHESTRATION_SCHEDULED, ctx -> ctx.subOrchestration("C", 1, String.class)));
  }

  private static Arguments wait(
      EventKind kind, Function<OrchestrationContext, DurableFuture<?>> operation) {
    return Arguments.of(kind, operation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void firstOperation_awaited_staysPendingWithItsAction(
      EventKind kind, Function<OrchestrationContext, DurableFuture<?>> operation) {
    try (var run = new ExecutionHarness((ctx, in) -> operation.apply(ctx).await())) {
      TurnDecision decision = run.start();
      assertThat(decision.outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(Decisions.kinds(decision)).containsExactly(ORCHESTRATION_STARTED, kind);
      assertThat(Decisions.scheduled(decision)).containsExactly(kind);
    }
  }

  @Test
  void continuesAsNew_atOnce_endsTheExecution() {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.continueAsNew("2.0.0", "next"))) {
      TurnDecision decision = run.start();
      assertThat(decision.outcome())
          .isEqualTo(new Outcome.ContinuedAsNew("2.0.0", "\"next\"", null, List.of()));
      assertThat(Decisions.kinds(decision))
          .containsExactly(ORCHESTRATION_STARTED, ORCHESTRATION_CONTINUED_AS_NEW);
    }
  }

  @Test
  void child_thenContinuesAsNew_childIsRecordedAndNotSent() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.subOrchestration("C", 1, String.class);
              return ctx.continueAsNew("next");
            })) {
      TurnDecision decision = run.start();
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              ORCHESTRATION_STARTED, SUB_ORCHESTRATION_SCHEDULED, ORCHESTRATION_CONTINUED_AS_NEW);
      assertThat(decision.cancelledChildren()).as("it was never sent").isEmpty();
    }
  }

  @Test
  void severalOperations_noneAwaited_completesWithAllRecorded() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("A", 1, String.class);
              ctx.timer(Duration.ofSeconds(1));
              ctx.activity("B", 1, String.class);
              return "done";
            })) {
      TurnDecision decision = run.start();
      assertThat(decision.outcome()).isEqualTo(Decisions.completed("\"done\""));
      assertThat(Decisions.kinds(decision))
          .containsExactly(
              ORCHESTRATION_STARTED,
              ACTIVITY_SCHEDULED,
              TIMER_CREATED,
              ACTIVITY_SCHEDULED,
              ORCHESTRATION_COMPLETED);
      assertThat(decision.cancelledActivities()).as("they were never sent").isEmpty();
    }
  }
}
