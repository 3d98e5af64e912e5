package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.childCompleted;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.QueueMessage;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins and races of thousands, decided in memory and in replay. */
class WideCompositionTest {

  private static List<DurableFuture<Integer>> activities(OrchestrationContext ctx, int count) {
    return IntStream.range(0, count).mapToObj(i -> ctx.activity("A", i, Integer.class)).toList();
  }

  /** One message for each event from 2 on. */
  private static OrchestratorMessage[] forEach(
      int count, LongFunction<OrchestratorMessage> message) {
    return LongStream.range(2, count + 2L).mapToObj(message).toArray(OrchestratorMessage[]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_024, 10_000})
  void any_ofMany_theLastWins_theOthersAreCancelledInTheOrderOfTheirIds(int count) {
    try (var run =
        new ExecutionHarness((ctx, in) -> ctx.any(activities(ctx, count)).await().index())) {
      run.start();
      TurnDecision decision = run.turn(completed(count + 1L, "7"));
      assertThat(decision.outcome()).isEqualTo(new Outcome.Completed(String.valueOf(count - 1)));
      assertThat(decision.cancelledActivities())
          .containsExactlyElementsOf(LongStream.rangeClosed(2, count).boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_024, 10_000})
  void all_ofManyChildren_completes(int count) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.all(
                        IntStream.range(0, count)
                            .mapToObj(i -> ctx.subOrchestration("C", i, Integer.class))
                            .toList())
                    .await()
                    .size())) {
      run.start();
      assertThat(run.turn(forEach(count, id -> childCompleted(id, "1"))).outcome())
          .isEqualTo(new Outcome.Completed(String.valueOf(count)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_024, 10_000})
  void joinOfRaces_ofMany_completes(int count) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              List<DurableFuture<Integer>> parts = activities(ctx, count);
              return ctx
                  .all(
                      IntStream.range(0, count / 2)
                          .mapToObj(i -> ctx.any(parts.get(2 * i), parts.get(2 * i + 1)))
                          .toList())
                  .await()
                  .stream()
                  .mapToInt(race -> race.index())
                  .sum();
            })) {
      run.start();
      OrchestratorMessage[] second =
          LongStream.range(0, count / 2)
              .mapToObj(i -> completed(2 * i + 3, "1"))
              .toArray(OrchestratorMessage[]::new);
      assertThat(run.turn(second).outcome())
          .isEqualTo(new Outcome.Completed(String.valueOf(count / 2)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_024, 10_000})
  void raceOfJoins_ofMany_theOneThatIsCompleteWins(int count) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              List<DurableFuture<Integer>> parts = activities(ctx, count);
              var low = ctx.all(parts.subList(0, count / 2));
              var high = ctx.all(parts.subList(count / 2, count));
              return ctx.any(low, high).await().wonBy(high);
            })) {
      run.start();
      // Of the first half, one is missing.
      OrchestratorMessage[] answers =
          LongStream.range(3, count + 2L)
              .mapToObj(id -> completed(id, "1"))
              .toArray(OrchestratorMessage[]::new);
      TurnDecision decision = run.turn(answers);
      assertThat(decision.outcome()).isEqualTo(new Outcome.Completed("true"));
      assertThat(decision.cancelledActivities()).containsExactly(2L);
    }
  }

  /** More than the 100 that duroxide carries. */
  @Test
  void messagesUnread_aThousand_areAllCarriedInTheirOrder() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.dequeue("stop", String.class).await();
              return ctx.continueAsNew("next");
            })) {
      run.start();
      run.turn(forEach(1_000, id -> sent("q", String.valueOf(id))));
      Outcome outcome = run.turn(sent("stop", "1")).outcome();
      assertThat(((Outcome.ContinuedAsNew) outcome).carried())
          .containsExactlyElementsOf(
              LongStream.range(2, 1_002)
                  .mapToObj(id -> new QueueMessage("q", String.valueOf(id)))
                  .toList());
    }
  }
}
