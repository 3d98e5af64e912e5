package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What of several things comes first is decided by history, in every replay. */
class RacesTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(5);

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private static DurableFuture<String> event(OrchestrationContext ctx, String name) {
    return ctx.event(name, String.class);
  }

  /** Raises events while no node runs, so that they all come in one batch. */
  private void raiseInOneBatch(int subscriptions, String... names) {
    world.awaitEvents("o", EventSubscribed.class, subscriptions).stopNodes();
    for (String name : names) {
      world.client().raiseEvent("o", name, name.toLowerCase(java.util.Locale.ROOT));
    }
    world.startNode();
  }

  @Test
  void wait_completesWithTheEvent() {
    world.orchestration("o", Void.class, (ctx, in) -> event(ctx, "A").await());
    world.start("o", null);
    raiseInOneBatch(1, "A");
    assertThat(world.output("o", String.class)).isEqualTo("a");
  }

  @Test
  void eventThenTimer_theTimerFiredFirst_theEventIsStillAwaited() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          var timer = ctx.timer(SHORT);
          var event = event(ctx, "A");
          timer.await();
          return event.await();
        });
    world.start("o", null).awaitEvents("o", TimerFired.class, 1);
    world.client().raiseEvent("o", "A", "late");
    assertThat(world.output("o", String.class)).isEqualTo("late");
  }

  @Test
  void eventAgainstTimer_eventWins() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.any(event(ctx, "A"), ctx.timer(LONG)).await().value());
    world.start("o", null);
    raiseInOneBatch(1, "A");
    assertThat(world.output("o", String.class)).isEqualTo("a");
  }

  @Test
  void twoEvents_theFirstVisibleWins() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.any(event(ctx, "A"), event(ctx, "B")).await().value());
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 2);
    world.client().raiseEvent("o", "B", "b");
    assertThat(world.output("o", String.class)).isEqualTo("b");
  }

  @Test
  void threeEvents_inOneBatch_theOrderOfHistoryDecides() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> ctx.any(event(ctx, "A"), event(ctx, "B"), event(ctx, "C")).await().value());
    world.start("o", null);
    raiseInOneBatch(3, "C", "A", "B");
    assertThat(world.output("o", String.class)).isEqualTo("c");
  }

  @Test
  void join_keepsTheOrderOfTheArguments() {
    world.orchestration(
        "o", Void.class, (ctx, in) -> ctx.all(List.of(event(ctx, "A"), event(ctx, "B"))).await());
    world.start("o", null);
    raiseInOneBatch(2, "B", "A");
    assertThat(world.output("o", Object.class)).isEqualTo(List.of("a", "b"));
  }

  @Test
  void losersEvent_inTheSameBatch_isNotDeliveredToALaterWait() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          Object first = ctx.any(event(ctx, "A"), event(ctx, "B")).await().value();
          return first + event(ctx, "B").await();
        });
    world.start("o", null);
    raiseInOneBatch(2, "A", "B");
    world.awaitEvents("o", EventSubscribed.class, 3).restart();
    world.client().raiseEvent("o", "B", "second");
    assertThat(world.output("o", String.class)).isEqualTo("asecond");
    assertThat(world.events("o", EventRaised.class)).hasSize(3);
  }

  @Test
  void scheduling_afterARace_goesOn() {
    world
        .activity("echo", String.class, (ctx, text) -> text)
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              Object first = ctx.any(event(ctx, "A"), ctx.timer(LONG)).await().value();
              return first + ctx.activity("echo", "!", String.class).await();
            });
    world.start("o", null);
    raiseInOneBatch(1, "A");
    assertThat(world.output("o", String.class)).isEqualTo("a!");
  }

  @Test
  void completionNobodyAwaits_blocksNothing() {
    world
        .activity("echo", String.class, (ctx, text) -> text)
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              var unawaited = ctx.activity("echo", "ignored", String.class);
              ctx.timer(SHORT).await();
              var second = ctx.activity("echo", "second", String.class).await();
              return second + unawaited.isDone();
            });
    assertThat(world.run("o", null, String.class)).isEqualTo("secondtrue");
  }
}
