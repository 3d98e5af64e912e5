package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.HistoryEvent.TimerFired;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Timers fire once, never early, and outlive the node. */
class TimersTest {

  private static final Duration SHORT = Duration.ofMillis(60);

  @RegisterExtension final World world = World.onSqlite();

  private void assertNeverEarly(String instance) {
    List<TimerCreated> created = world.events(instance, TimerCreated.class);
    List<TimerFired> fired = world.events(instance, TimerFired.class);
    assertThat(fired)
        .allSatisfy(
            f ->
                assertThat(created)
                    .anyMatch(c -> c.id() == f.scheduledId() && c.fireAt() <= f.at()));
  }

  private void awaitDue(String instance) {
    long fireAt = world.events(instance, TimerCreated.class).get(0).fireAt();
    await().until(() -> System.currentTimeMillis() > fireAt);
  }

  @Test
  void oneTimer_fires() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.timer(SHORT).await();
          return "fired";
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("fired");
    assertNeverEarly("o");
  }

  @Test
  void severalTimers_fireInTheOrderOfTheirTimes() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          var slow = ctx.timer(SHORT.multipliedBy(3));
          var middle = ctx.timer(SHORT.multipliedBy(2));
          var quick = ctx.timer(SHORT);
          ctx.all(List.of(slow, middle, quick)).await();
          return "all";
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("all");
    assertThat(world.events("o", TimerFired.class))
        .extracting(TimerFired::scheduledId)
        .containsExactly(4L, 3L, 2L);
    assertNeverEarly("o");
  }

  @Test
  void timerThenActivity() {
    world
        .activity("echo", String.class, (ctx, in) -> in)
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              ctx.timer(SHORT).await();
              return ctx.activity("echo", "after", String.class).await();
            });
    assertThat(world.run("o", null, String.class)).isEqualTo("after");
  }

  @Test
  void nodeStopsBeforeTheTimerFires_successorFiresIt() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.timer(SHORT.multipliedBy(5)).await();
          return "fired";
        });
    world.start("o", null).awaitEvents("o", TimerCreated.class, 1).stopNodes();
    awaitDue("o");
    world.restart();
    assertThat(world.output("o", String.class)).isEqualTo("fired");
    assertNeverEarly("o");
  }

  @Test
  void nodeStopsAfterTheTimerFired_itDoesNotFireAgain() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.timer(SHORT).await();
          return ctx.event("go", String.class).await();
        });
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1).restart();
    world.client().raiseEvent("o", "go", "went");
    assertThat(world.output("o", String.class)).isEqualTo("went");
    assertThat(world.events("o", TimerFired.class)).hasSize(1);
  }

  @Test
  void severalTimers_afterARestart_allFire() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    IntStream.range(1, 6)
                        .mapToObj(i -> ctx.timer(SHORT.multipliedBy(i)).map(done -> i))
                        .toList())
                .await());
    world.start("o", null).awaitEvents("o", TimerCreated.class, 5).restart();
    assertThat(world.output("o", Object.class)).isEqualTo(List.of(1, 2, 3, 4, 5));
    assertNeverEarly("o");
  }

  @Test
  void zeroDelay_firesOnTheNextTurn() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.timer(Duration.ZERO).await();
          return "fired";
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("fired");
    assertThat(world.events("o", TimerFired.class)).hasSize(1);
  }

  @Test
  void timerThatLostARace_firesWithoutEffect() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          int first = ctx.any(ctx.timer(Duration.ZERO), ctx.timer(SHORT)).await().index();
          ctx.timer(SHORT.multipliedBy(2)).await();
          return first;
        });
    assertThat(world.run("o", null, Integer.class)).isZero();
  }

  /** Once a timer was measured from an earlier one that had fired already. */
  @Test
  void timerAfterATimer_isMeasuredFromItsOwnCreation() {
    world
        .replayingEveryTurn()
        .activity("note", Void.class, (ctx, in) -> "noted")
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              ctx.timer(SHORT).await();
              ctx.activity("note", null, String.class).await();
              ctx.timer(SHORT.multipliedBy(2)).await();
              return "twice";
            });
    assertThat(world.run("o", null, String.class)).isEqualTo("twice");
    TimerCreated second = world.events("o", TimerCreated.class).get(1);
    assertThat(second.fireAt())
        .isEqualTo(
            world.events("o", ActivityCompleted.class).get(0).at()
                + SHORT.multipliedBy(2).toMillis());
    assertNeverEarly("o");
  }
}
