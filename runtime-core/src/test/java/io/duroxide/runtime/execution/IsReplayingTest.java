package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static io.duroxide.runtime.execution.ExecutionHarness.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.Orchestration;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What code may know about being replayed, and how long its history is. */
class IsReplayingTest {

  private static Orchestration<String, String> noting(List<Boolean> seen) {
    return (ctx, in) -> {
      seen.add(ctx.isReplaying());
      ctx.activity("A", 1, String.class).await();
      seen.add(ctx.isReplaying());
      ctx.event("e", String.class).await();
      seen.add(ctx.isReplaying());
      return "done";
    };
  }

  @Test
  void firstTurn_isNoReplay() {
    List<Boolean> seen = new ArrayList<>();
    try (var run = new ExecutionHarness(noting(seen))) {
      run.start();
      assertThat(seen).isNotEmpty().containsOnly(false);
    }
  }

  @Test
  void storedEvents_areReplayedAndNewOnesAreNot() {
    List<Boolean> seen = new ArrayList<>();
    try (var run = new ExecutionHarness(noting(seen))) {
      run.start();
      run.turn(completed(2, "1"));
      seen.clear();
      run.turn(raised("e", "1"));
      assertThat(seen)
          .as("all of it again by replay, the last step by the execution in memory")
          .containsExactly(true, true, false, false);
    }
  }

  @Test
  void wholeHistoryStored_isReplayedToItsEnd() {
    List<Boolean> seen = new ArrayList<>();
    try (var run = new ExecutionHarness(noting(seen))) {
      run.start();
      run.turn(completed(2, "1"));
      seen.clear();
      run.replayWith(noting(seen));
      assertThat(seen).containsExactly(true, true);
    }
  }

  @Test
  void historyOfTheStartAlone_isReplayedToo() {
    List<Boolean> seen = new ArrayList<>();
    Orchestration<String, String> waits =
        (ctx, in) -> {
          seen.add(ctx.isReplaying());
          return ctx.cancelRequested().await();
        };
    try (var run = new ExecutionHarness(waits)) {
      run.start();
      seen.clear();
      run.replayWith(waits);
      assertThat(seen).containsExactly(true);
    }
  }

  @Test
  void historyLength_atEveryStep_isThatOfTheFirstRun() {
    // The lengths go into inputs of activities, so that another length on a replay is a mismatch.
    Orchestration<String, Long> lengths =
        (ctx, in) -> {
          step(ctx);
          ctx.now();
          step(ctx);
          ctx.setCustomStatus("s");
          step(ctx);
          DurableFuture<Long> block =
              ctx.async(
                  () -> {
                    step(ctx);
                    ctx.dequeue("q", String.class).await();
                    step(ctx);
                    return ctx.historyLength();
                  });
          ctx.any(ctx.event("e", String.class), ctx.timer(Duration.ofSeconds(1))).await();
          step(ctx);
          return block.await();
        };
    try (var run = new ExecutionHarness(lengths)) {
      run.start();
      run.turn(completed(2, "1"), raised("e", "1"), completed(4, "1"));
      run.turn(sent("q", "1"), raised("unwanted", "1"));
      assertThat(run.history()).filteredOn(ActivityScheduled.class::isInstance).hasSize(6);
    }
  }

  private static void step(OrchestrationContext ctx) {
    var unused = ctx.activity("A", ctx.historyLength(), String.class);
  }

  @Test
  void historyLength_countsEventsAndWhatIsAskedFor() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              long atFirst = ctx.historyLength();
              ctx.timer(Duration.ofSeconds(1));
              ctx.timer(Duration.ofSeconds(1));
              return atFirst + " " + ctx.historyLength();
            })) {
      assertThat(run.start().outcome()).isEqualTo(Decisions.completed("\"1 3\""));
    }
  }
}
