package io.duroxide.runtime.execution;

import static io.duroxide.runtime.execution.ExecutionHarness.completed;
import static io.duroxide.runtime.execution.ExecutionHarness.fired;
import static io.duroxide.runtime.execution.ExecutionHarness.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.replay.TurnDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Empty, large and repeated things. */
class EdgeCasesTest {

  @Test
  void timerOfZero_isATimer() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              ctx.timer(Duration.ZERO).await();
              return "done";
            })) {
      TurnDecision first = run.start();
      assertThat(first.outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(first.scheduled()).containsExactly(new TimerCreated(2, 1_000, 1_000));
      assertThat(run.turn(fired(2)).outcome()).isEqualTo(Decisions.completed("\"done\""));
    }
  }

  @Test
  void inputAndOutput_emptyOrNull_stayWhatTheyAre() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              String empty = ctx.activity("A", "", String.class).await();
              String missing = ctx.activity("A", null, String.class).await();
              return empty + missing;
            })) {
      run.start();
      run.turn(completed(2, "\"\""));
      assertThat(run.turn(completed(4, null)).outcome()).isEqualTo(Decisions.completed("\"null\""));
    }
  }

  @Test
  void result_large_passesThrough() {
    String large = "x".repeat(1 << 20);
    try (var run = new ExecutionHarness((ctx, in) -> ctx.activity("A", 1, String.class).await())) {
      run.start();
      assertThat(run.turn(completed(2, '"' + large + '"')).outcome())
          .isEqualTo(Decisions.completed('"' + large + '"'));
    }
  }

  @Test
  void code_isEnteredOncePerExecutionInMemory() {
    AtomicInteger entered = new AtomicInteger();
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              entered.incrementAndGet();
              return ctx.event("e", String.class).await();
            })) {
      run.start();
      assertThat(entered).as("in memory and by itself").hasValue(2);
      run.turn(raised("x", "1"));
      assertThat(entered).as("once more, to replay").hasValue(3);
    }
  }

  @Test
  void eventData_emptyAndNull_areDelivered() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.event("e", String.class).await() + ctx.event("e", String.class).await())) {
      run.start();
      run.turn(raised("e", "\"\""));
      assertThat(run.turn(raised("e", null)).outcome()).isEqualTo(Decisions.completed("\"null\""));
    }
  }

  @Test
  void events_ofOneName_goToTheWaitsInTheirOrder() {
    try (var run =
        new ExecutionHarness(
            (ctx, in) -> {
              var first = ctx.event("e", String.class);
              var second = ctx.event("e", String.class);
              return second.await() + first.await();
            })) {
      run.start();
      run.turn(raised("e", "\"1\""));
      assertThat(run.turn(raised("e", "\"2\"")).outcome()).isEqualTo(Decisions.completed("\"21\""));
    }
  }

  @Test
  void turnWithoutMessages_changesNothing() {
    try (var run = new ExecutionHarness((ctx, in) -> ctx.activity("A", 1, String.class).await())) {
      run.start();
      TurnDecision idle = run.turn();
      assertThat(idle.outcome()).isEqualTo(Decisions.CONTINUE);
      assertThat(idle.events()).isEmpty();
    }
  }

  @Test
  void history_isWhatAllTurnsWroteTogether() {
    List<HistoryEvent> written = new ArrayList<>();
    try (var run =
        new ExecutionHarness(
            (ctx, in) ->
                ctx.activity("A", 1, String.class).await()
                    + ctx.event("e", String.class).await())) {
      written.addAll(run.start().events());
      written.addAll(run.turn(completed(2, "\"a\"")).events());
      written.addAll(run.turn(raised("e", "\"e\"")).events());
      assertThat(run.history()).isEqualTo(written);
    }
  }

  @Test
  void names_ofEveryKind_survive() {
    String name = "späße \u2603 \t 'quoted' \"twice\" " + "n".repeat(200);
    try (var run = new ExecutionHarness((ctx, in) -> ctx.activity(name, 1, String.class).await())) {
      run.start();
      assertThat(run.turn(completed(2, "\"a\"")).outcome()).isEqualTo(Decisions.completed("\"a\""));
    }
  }
}
