package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.replay.TurnDecision;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Event ids: from 1, without gaps, and the same for work items and events. */
class EventAllocationTest {

  @Test
  void firstTurn_idsBeginBehindTheStart() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("A", 1, String.class);
              return ctx.activity("B", 1, String.class).await();
            })) {
      assertThat(Decisions.ids(run.start().scheduled())).containsExactly(2L, 3L);
    }
  }

  @Test
  void laterTurns_idsGoOnWithoutGaps() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.activity("A", 1, String.class).await();
              ctx.activity("B", 1, String.class).cancel();
              return ctx.activity("C", 1, String.class).await();
            })) {
      run.start();
      run.turn(completed(2, "1"), raised("unwanted", "1"));
      run.turn(completed(6, "1"));
      assertThat(Decisions.ids(run.history()))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, run.history().size()).boxed().toList());
    }
  }

  @Test
  void continuedAsNew_noIdIsLostAndTheNextBeginsAnew() {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.continueAsNew("next"))) {
      assertThat(Decisions.ids(run.start().events())).containsExactly(1L, 2L);
      assertThat(Decisions.ids(run.continueAsNew().events())).containsExactly(1L, 2L);
    }
  }

  @Test
  void scheduled_carriesTheIdItsCompletionNames() {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.activity("A", 1, String.class).await())) {
      TurnDecision decision = run.start();
      ActivityScheduled activity = (ActivityScheduled) decision.scheduled().get(0);
      assertThat(decision.events()).contains(activity);
      assertThat(run.turn(completed(activity.id(), "\"a\"")).outcome())
          .isEqualTo(Decisions.completed("\"a\""));
    }
  }
}
