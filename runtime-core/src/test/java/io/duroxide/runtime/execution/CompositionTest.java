package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.Decisions.kinds;
import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.failed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OperationCancelledException;
import io.duroxide.OperationFailedException;
import io.duroxide.history.EventKind;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins, races, blocks and abandoned handles. */
class CompositionTest {

  @Test
  void all_completionsInAnyOrder_resultsInArgumentOrder() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.all(
                        List.of(
                            ctx.activity("A", null, String.class),
                            ctx.activity("B", null, String.class),
                            ctx.activity("C", null, String.class)))
                    .await())) {
      run.start();
      assertThat(run.turn(completed(4, "\"c\"")).outcome()).isEqualTo(new Outcome.Continue());
      assertThat(run.turn(completed(2, "\"a\""), completed(3, "\"b\"")).outcome())
          .isEqualTo(new Outcome.Completed("[\"a\",\"b\",\"c\"]"));
    }
  }

  @Test
  void all_oneFails_waitsForTheOthersFirst() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var both =
                  ctx.all(
                      List.of(
                          ctx.activity("A", null, String.class),
                          ctx.activity("B", null, String.class)));
              try {
                return both.await();
              } catch (OperationFailedException e) {
                return e.operation();
              }
            })) {
      run.start();
      assertThat(run.turn(failed(2, Decisions.application("X"))).outcome())
          .isEqualTo(new Outcome.Continue());
      assertThat(run.turn(completed(3, "\"b\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"activity A\""));
    }
  }

  @Test
  void all_ofNothing_isDone() {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.all(List.of()).await().size())) {
      assertThat(run.start().outcome()).isEqualTo(new Outcome.Completed("0"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 100, 1024, 10_000})
  void all_ofMany_completes(int count) {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              List<DurableFuture<Integer>> parts = new ArrayList<>();
              for (int i = 0; i < count; i++) {
                parts.add(ctx.activity("A", i, Integer.class));
              }
              return ctx.all(parts).await().stream().mapToInt(Integer::intValue).sum();
            })) {
      run.start();
      OrchestratorMessage[] results = new OrchestratorMessage[count];
      for (int i = 0; i < count; i++) {
        results[i] = completed(count + 1L - i, "1");
      }
      assertThat(run.turn(results).outcome())
          .isEqualTo(new Outcome.Completed(Integer.toString(count)));
    }
  }

  @Test
  void anyAndAll_nothingDone_stayPending() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var race =
                  ctx.any(ctx.activity("A", null, String.class), ctx.timer(Duration.ofSeconds(1)));
              var both =
                  ctx.all(
                      List.of(
                          ctx.activity("B", null, String.class),
                          ctx.activity("C", null, String.class)));
              return both.await() + " " + race.await().index();
            })) {
      assertThat(run.start().outcome()).isEqualTo(new Outcome.Continue());
      assertThat(run.turn().events()).isEmpty();
      assertThat(run.turn(completed(4, "\"b\""), completed(5, "\"c\"")).outcome())
          .isEqualTo(new Outcome.Continue());
      assertThat(run.turn(completed(2, "\"a\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"[b, c] 0\""));
    }
  }

  @Test
  void any_timerWins_slowActivityIsCancelledOnce() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var slow = ctx.activity("Slow", null, String.class);
              var timer = ctx.timer(Duration.ofSeconds(1));
              return ctx.any(slow, timer).await().wonBy(timer)
                  ? ctx.activity("Fallback", null, String.class).await()
                  : "slow";
            })) {
      run.start();
      TurnDecision second = run.turn(fired(3));
      assertThat(kinds(second.events()))
          .containsExactly(
              EventKind.TIMER_FIRED,
              EventKind.ACTIVITY_SCHEDULED,
              EventKind.ACTIVITY_CANCEL_REQUESTED);
      assertThat(second.cancelledActivities()).containsExactly(2L);
      TurnDecision third = run.turn(completed(2, "\"late\""));
      assertThat(third.cancelledActivities()).isEmpty();
      assertThat(run.turn(completed(5, "\"fallback\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"fallback\""));
    }
  }

  @Test
  void any_bothCompleteInOneBatch_firstInHistoryWins() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var a = ctx.activity("A", null, String.class);
              var b = ctx.activity("B", null, String.class);
              return ctx.any(a, b).await().index();
            })) {
      run.start();
      assertThat(run.turn(completed(3, "\"b\""), completed(2, "\"a\"")).outcome())
          .isEqualTo(new Outcome.Completed("1"));
    }
  }

  @Test
  void any_bothDoneBeforeItIsAwaited_lowestPositionWins() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var a = ctx.activity("A", null, String.class);
              var b = ctx.activity("B", null, String.class);
              ctx.event("go", String.class).await();
              return ctx.any(a, b).await().value();
            })) {
      run.start();
      run.turn(completed(3, "\"b\""));
      run.turn(completed(2, "\"a\""));
      assertThat(run.turn(raised("go", "\"\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"a\""));
    }
  }

  @Test
  void cancelledWait_doesNotTakeTheNextEvent() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var first = ctx.event("e", String.class);
              var second = ctx.event("e", String.class);
              first.cancel();
              try {
                return first.await();
              } catch (OperationCancelledException expected) {
                return second.await();
              }
            })) {
      assertThat(kinds(run.start().events())).contains(EventKind.EVENT_SUBSCRIPTION_CANCELLED);
      assertThat(run.turn(raised("e", "\"x\"")).outcome())
          .isEqualTo(new Outcome.Completed("\"x\""));
    }
  }

  @Test
  void asyncBlocks_interleaveInHistoryOrder() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              List<String> trace = new ArrayList<>();
              List<DurableFuture<String>> blocks = new ArrayList<>();
              for (String name : List.of("A", "B")) {
                blocks.add(
                    ctx.async(
                        () -> {
                          trace.add(name + "0");
                          ctx.activity(name, 1, String.class).await();
                          trace.add(name + "1");
                          ctx.activity(name, 2, String.class).await();
                          trace.add(name + "2");
                          return name;
                        }));
              }
              ctx.all(blocks).await();
              return String.join(" ", trace);
            })) {
      run.start();
      run.turn(completed(3, null), completed(2, null));
      assertThat(run.turn(completed(7, null), completed(6, null)).outcome())
          .isEqualTo(new Outcome.Completed("\"A0 B0 B1 A1 A2 B2\""));
    }
  }

  @Test
  void asyncBlock_losesRace_itsOperationsAreCancelledAndItsFinallyRuns() {
    List<String> trace = new ArrayList<>();
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var block =
                  ctx.async(
                      () -> {
                        try {
                          return ctx.activity("Slow", null, String.class).await();
                        } finally {
                          trace.add("finally");
                        }
                      });
              var timer = ctx.timer(Duration.ofSeconds(1));
              return ctx.any(block, timer).await().index();
            })) {
      run.start();
      TurnDecision decision = run.turn(fired(2));
      assertThat(decision.outcome()).isEqualTo(new Outcome.Completed("1"));
      assertThat(decision.cancelledActivities()).containsExactly(3L);
      assertThat(trace).isNotEmpty().containsOnly("finally");
    }
  }

  @Test
  void map_appliedOnce_keepsCancellation() {
    int[] calls = {0};
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              DurableFuture<Integer> mapped =
                  ctx.activity("A", null, String.class)
                      .map(
                          text -> {
                            calls[0]++;
                            return text.length();
                          });
              return mapped.await() + mapped.await();
            })) {
      run.start();
      assertThat(run.turn(completed(2, "\"abc\"")).outcome()).isEqualTo(new Outcome.Completed("6"));
      assertThat(calls[0]).as("once per execution in memory").isEqualTo(2);
    }
  }

  @Test
  void unawaitedOperations_functionReturns_areCancelled() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("Background", null, String.class);
              ctx.activity("A", null, String.class).await();
              return "done";
            })) {
      run.start();
      assertThat(run.turn(completed(3, null)).cancelledActivities()).containsExactly(2L);
    }
  }
}
