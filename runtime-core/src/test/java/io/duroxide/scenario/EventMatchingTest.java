package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which wait gets which positional event. */
class EventMatchingTest {

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private void raise(String event, String... payloads) {
    for (String payload : payloads) {
      world.client().raiseEvent("o", event, payload);
    }
  }

  @Test
  void arrivalBeforeTheSubscription_isNotDelivered_theWaitStaysOpen() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.event("open", String.class).await();
          return ctx.event("x", String.class).await();
        });
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    raise("x", "early");
    world.awaitEvents("o", EventRaised.class, 1);
    raise("open", "now");
    world.awaitEvents("o", EventSubscribed.class, 2);
    raise("x", "late");
    assertThat(world.output("o", String.class)).isEqualTo("late");
  }

  @Test
  void cancelledWait_doesNotTakeALaterEvent() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.any(ctx.event("x", String.class), ctx.event("skip", String.class)).await();
          return ctx.event("x", String.class).await();
        });
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 2);
    raise("skip", "now");
    world.awaitEvents("o", EventSubscribed.class, 3);
    raise("x", "mine");
    assertThat(world.output("o", String.class)).isEqualTo("mine");
    assertThat(world.events("o", EventSubscriptionCancelled.class)).hasSize(1);
  }

  private void threeWaits() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(IntStream.range(0, 3).mapToObj(i -> ctx.event("x", String.class)).toList())
                .await());
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 3);
  }

  @Test
  void waits_takeTheEventsInOrder() {
    threeWaits();
    raise("x", "1", "2", "3");
    assertThat(world.output("o", Object.class)).isEqualTo(List.of("1", "2", "3"));
  }

  @Test
  void equalEvents_areAllDelivered() {
    threeWaits();
    raise("x", "same", "same", "same");
    assertThat(world.output("o", Object.class)).isEqualTo(List.of("same", "same", "same"));
  }
}
