package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.DurableFuture;
import io.duroxide.OrchestrationContext;
import io.duroxide.history.CancelReason;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.QueueMessageArrived;
import io.duroxide.history.HistoryEvent.QueueSubscribed;
import io.duroxide.history.HistoryEvent.QueueSubscriptionCancelled;
import io.duroxide.history.QueueMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Event queues lose nothing: a message is kept until a live wait takes it. */
class EventQueueTest {

  record Item(String name, int count) {}

  private static final Duration SHORT = Duration.ofMillis(20);

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  private static DurableFuture<String> take(OrchestrationContext ctx, String queue) {
    return ctx.dequeue(queue, String.class);
  }

  private void enqueue(String queue, String... payloads) {
    for (String payload : payloads) {
      world.client().enqueue("o", queue, payload);
    }
  }

  private World gated(int messages) {
    return world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.event("open", String.class).await();
          List<String> taken = new ArrayList<>();
          for (int i = 0; i < messages; i++) {
            taken.add(take(ctx, "q").await());
          }
          return taken;
        });
  }

  private void open() {
    world.awaitEvents("o", EventSubscribed.class, 1).client().raiseEvent("o", "open", "x");
  }

  @Test
  void message_isTaken() {
    world.orchestration("o", Void.class, (ctx, in) -> take(ctx, "q").await());
    world.start("o", null).awaitEvents("o", QueueSubscribed.class, 1);
    enqueue("q", "hello");
    assertThat(world.output("o", String.class)).isEqualTo("hello");
  }

  @Test
  void messageBeforeTheWait_isKept() {
    gated(1).start("o", null);
    enqueue("q", "early");
    world.awaitEvents("o", QueueMessageArrived.class, 1);
    open();
    assertThat(world.output("o", Object.class)).isEqualTo(List.of("early"));
  }

  @Test
  void messages_areTakenInOrder() {
    gated(3).start("o", null);
    enqueue("q", "1", "2", "3");
    open();
    assertThat(world.output("o", Object.class)).isEqualTo(List.of("1", "2", "3"));
  }

  private void racesThenTakes() {
    world
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              ctx.any(take(ctx, "q"), ctx.event("skip", String.class)).await();
              return take(ctx, "q").await();
            })
        .start("o", null)
        .awaitEvents("o", QueueSubscribed.class, 1);
  }

  @Test
  void waitThatLostARace_leavesTheMessage_inTheSameBatch() {
    racesThenTakes();
    world.stopNodes();
    world.client().raiseEvent("o", "skip", "x");
    enqueue("q", "kept");
    world.startNode();
    assertThat(world.output("o", String.class)).isEqualTo("kept");
  }

  @Test
  void waitThatLostARace_leavesTheMessage_aLaterExtraOneEndsWithTheInstance() {
    racesThenTakes();
    world.client().raiseEvent("o", "skip", "x");
    world.awaitEvents("o", QueueSubscribed.class, 2).stopNodes();
    enqueue("q", "kept", "extra");
    world.startNode();
    assertThat(world.output("o", String.class)).isEqualTo("kept");
    assertThat(world.events("o", QueueMessageArrived.class)).hasSize(2);
  }

  @Test
  void queueAndEvent_ofOneName_areIndependent() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          var event = ctx.event("x", String.class);
          return take(ctx, "x").await() + " " + event.await();
        });
    world.start("o", null).awaitEvents("o", QueueSubscribed.class, 1);
    world.client().raiseEvent("o", "x", "event");
    enqueue("x", "message");
    assertThat(world.output("o", String.class)).isEqualTo("message event");
  }

  @Test
  void waitThatLostARace_isNoted() {
    racesThenTakes();
    world.client().raiseEvent("o", "skip", "x");
    world.awaitEvents("o", QueueSubscriptionCancelled.class, 1);
    assertThat(world.events("o", QueueSubscriptionCancelled.class))
        .extracting(QueueSubscriptionCancelled::reason)
        .containsExactly(CancelReason.ABANDONED);
    enqueue("q", "end");
    world.output("o", String.class);
  }

  @Test
  void openWait_isNotedAtTheEnd() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          take(ctx, "q");
          return ctx.event("open", String.class).await();
        });
    world.start("o", null);
    open();
    world.output("o", String.class);
    assertThat(world.events("o", QueueSubscriptionCancelled.class))
        .extracting(QueueSubscriptionCancelled::reason)
        .containsExactly(CancelReason.EXECUTION_ENDED);
  }

  @Test
  void severalCancelledWaits_onlyTheLiveOneTakes() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          for (int i = 0; i < 3; i++) {
            ctx.any(take(ctx, "q"), ctx.timer(SHORT)).await();
          }
          return take(ctx, "q").await();
        });
    world.start("o", null).awaitEvents("o", QueueSubscribed.class, 4);
    enqueue("q", "only");
    assertThat(world.output("o", String.class)).isEqualTo("only");
    assertThat(world.events("o", QueueSubscriptionCancelled.class)).hasSize(3);
  }

  @Test
  void queuesEventsAndActivities_overManyTurns() {
    world
        .activity("echo", String.class, (ctx, text) -> text)
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              String text = take(ctx, "q").await();
              text = ctx.activity("echo", text + "-a", String.class).await();
              text += ctx.event("e", String.class).await();
              text += take(ctx, "q").await();
              text = ctx.activity("echo", text + "-b", String.class).await();
              return text + take(ctx, "q").await();
            });
    world.start("o", null);
    enqueue("q", "1", "2");
    world.awaitEvents("o", EventSubscribed.class, 1).client().raiseEvent("o", "e", "!");
    world.awaitEvents("o", QueueSubscribed.class, 3);
    enqueue("q", "3");
    assertThat(world.output("o", String.class)).isEqualTo("1-a!2-b3");
  }

  @Test
  void raceThenJoin_ofQueueAndEvent() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          var event = ctx.event("e", String.class);
          Object first = ctx.any(take(ctx, "q"), ctx.timer(Duration.ofMinutes(5))).await().value();
          return first + String.join("", ctx.all(List.of(take(ctx, "q"), event)).await());
        });
    world.start("o", null).awaitEvents("o", QueueSubscribed.class, 1);
    enqueue("q", "1", "2");
    world.client().raiseEvent("o", "e", "3");
    assertThat(world.output("o", String.class)).isEqualTo("123");
  }

  @Test
  void typedEvent_roundTrip() {
    world.orchestration("o", Void.class, (ctx, in) -> ctx.event("item", Item.class).await());
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    world.client().raiseEvent("o", "item", new Item("tea", 2));
    assertThat(world.output("o", Item.class)).isEqualTo(new Item("tea", 2));
  }

  @Test
  void typedMessage_roundTrip() {
    world.orchestration("o", Void.class, (ctx, in) -> ctx.dequeue("item", Item.class).await());
    world.start("o", null).client().enqueue("o", "item", new Item("tea", 2));
    assertThat(world.output("o", Item.class)).isEqualTo(new Item("tea", 2));
  }

  @Test
  void queues_keepTheirOwnOrder() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          String text = take(ctx, "b").await() + take(ctx, "a").await();
          return text + take(ctx, "a").await() + take(ctx, "b").await();
        });
    world.start("o", null);
    enqueue("a", "a1", "a2");
    enqueue("b", "b1", "b2");
    assertThat(world.output("o", String.class)).isEqualTo("b1a1a2b2");
  }

  @Test
  void messages_oneAfterTheOther() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> take(ctx, "a").await() + take(ctx, "b").await() + take(ctx, "a").await());
    world.start("o", null);
    int waits = 1;
    for (String queue : List.of("a", "b", "a")) {
      world.awaitEvents("o", QueueSubscribed.class, waits);
      enqueue(queue, queue + waits++);
    }
    assertThat(world.output("o", String.class)).isEqualTo("a1b2a3");
  }

  /** The reference drops them; ours keeps them until the start arrives. */
  @Test
  void messagesBeforeTheStart_areKept() {
    world.startNode();
    enqueue("q", "1", "2");
    gated(2).stopNodes().start("o", null);
    open();
    assertThat(world.output("o", Object.class)).isEqualTo(List.of("1", "2"));
  }

  /** The reference carries at most 20; ours has no such number, and a size limit instead. */
  @Test
  void continueAsNew_carriesAllMessagesNobodyTook_beforeNewOnes() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          if (n == 0) {
            ctx.event("open", String.class).await();
            return ctx.continueAsNew(Integer.parseInt(take(ctx, "q").await()));
          }
          int sum = 0;
          for (int i = 0; i < n; i++) {
            sum += Integer.parseInt(take(ctx, "q").await());
          }
          return sum + " and " + take(ctx, "q").await();
        });
    world.start("o", 0).stopNodes();
    enqueue("q", "30");
    enqueue("q", IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toArray(String[]::new));
    world.startNode();
    open();
    world.awaitExecution("o", 2);
    enqueue("q", "new");
    assertThat(world.output("o", String.class)).isEqualTo("465 and new");
    OrchestrationStarted second = (OrchestrationStarted) world.history("o").get(0);
    assertThat(second.carried()).hasSize(30).startsWith(new QueueMessage("q", "\"1\""));
  }
}
