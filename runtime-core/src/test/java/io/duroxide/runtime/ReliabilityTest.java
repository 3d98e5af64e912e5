package io.duroxide.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.TimerFired;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.runtime.FaultyProvider.Moment;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages come more than once and nodes die; an instance does not notice. */
class ReliabilityTest {

  private static final Duration SOON_DEAD = Duration.ofMillis(200);

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void send(OrchestratorMessage message) {
    cluster.store.real().enqueueForOrchestrator(message, Duration.ZERO);
  }

  @Test
  void duplicateCompletions_areTakenOnce() {
    cluster.activities.register("a", Void.class, (ctx, in) -> "result");
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          String result = ctx.activity("a", null, String.class).await();
          ctx.timer(Duration.ofMillis(1)).await();
          return result + ctx.event("go", String.class).await();
        });
    cluster.node();
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.events("i", TimerFired.class).size() == 1);
    send(new OrchestratorMessage.ActivityCompleted("i", 1, 2, "\"other\""));
    send(new OrchestratorMessage.TimerFired("i", 1, 4));
    cluster.client.raiseEvent("i", "go", "!");
    assertThat(cluster.output("i")).isEqualTo("result!");
    assertThat(cluster.events("i", ActivityCompleted.class)).hasSize(1);
    assertThat(cluster.events("i", TimerFired.class)).hasSize(1);
  }

  @Test
  void duplicateEvents_areTwoEvents() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          var first = ctx.event("e", String.class);
          var second = ctx.event("e", String.class);
          return first.await() + second.await();
        });
    cluster.node();
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.status("i") != null);
    cluster.client.raiseEvent("i", "e", "x");
    cluster.client.raiseEvent("i", "e", "x");
    assertThat(cluster.output("i")).isEqualTo("xx");
    assertThat(cluster.events("i", EventRaised.class)).hasSize(2);
  }

  @Test
  void nodeDiesBeforeItsTurnIsCommitted_anotherTakesOver() {
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> "done");
    cluster.client.start("i", "o", null);
    OrchestrationItem lost =
        cluster.store.real().fetchOrchestrationItem(SOON_DEAD, Duration.ZERO, null);
    assertThat(requireNonNull(lost).instance()).isEqualTo("i");
    cluster.node();
    assertThat(cluster.output("i")).isEqualTo("done");
  }

  @Test
  void nodeDiesWhileItsActivityRuns_anotherTakesOver() {
    cluster.activities.register("a", Void.class, (ctx, in) -> ctx.deliveryCount());
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, Integer.class).await());
    cluster.node(Cluster.quick().activitySlots(0));
    cluster.client.start("i", "o", null);
    ActivityItem lost =
        cluster.store.real().fetchWorkItem(SOON_DEAD, Cluster.PATIENCE, WorkerFilter.DEFAULT);
    assertThat(requireNonNull(lost).deliveryCount()).isEqualTo(1);
    cluster.node();
    assertThat(cluster.output("i", Integer.class)).isEqualTo(2);
  }

  @Test
  void commitWhoseAnswerIsLost_happensOnce() {
    cluster.activities.register("a", Integer.class, (ctx, n) -> n);
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", 5, Integer.class).await());
    cluster.store.failNext("ackOrchestrationItem", 1, Moment.AFTER_EFFECT);
    cluster.store.failNext("ackWorkItem", 1, Moment.AFTER_EFFECT);
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(5);
    assertThat(cluster.client.history("i")).hasSize(4);
  }

  @Test
  void failedAcknowledgement_isRepeatedWithoutRunningTheActivityAgain() {
    cluster.activities.register("a", Void.class, (ctx, in) -> ctx.deliveryCount());
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, Integer.class).await());
    cluster.store.failNext("ackWorkItem", 3, Moment.BEFORE_EFFECT);
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(1);
    assertThat(cluster.store.calls("abandonWorkItem")).isEmpty();
  }

  @Test
  void acknowledgementThatIsRefused_runsTheActivityAgain() {
    cluster.activities.register("a", Void.class, (ctx, in) -> ctx.deliveryCount());
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, Integer.class).await());
    cluster.store.failNextForGood("ackWorkItem", 1);
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(2);
  }

  @Test
  void severalActivities_surviveFaultsEverywhere() {
    cluster.activities.register("a", Integer.class, (ctx, n) -> n);
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    IntStream.range(0, 10)
                        .mapToObj(i -> ctx.activity("a", i, Integer.class))
                        .toList())
                .await());
    for (String method :
        List.of("ackWorkItem", "ackOrchestrationItem", "fetchWorkItem", "fetchOrchestrationItem")) {
      cluster.store.failNext(method, 2, Moment.BEFORE_EFFECT);
      cluster.store.failNext(method, 1, Moment.AFTER_EFFECT);
    }
    cluster.node(Cluster.quick().maxDeliveries(10));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", int[].class)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void restartInEveryTurn_theInstanceGoesOn() {
    cluster.activities.register("inc", Integer.class, (ctx, n) -> n + 1);
    cluster.orchestrations.register(
        "chain",
        Void.class,
        (ctx, in) -> {
          int n = 0;
          for (int i = 0; i < 4; i++) {
            n = ctx.activity("inc", n, Integer.class).await();
            ctx.event("next", String.class).await();
          }
          return n;
        });
    cluster.client.start("i", "chain", null);
    for (int i = 1; i <= 4; i++) {
      int done = i;
      cluster.node();
      await().until(() -> cluster.events("i", ActivityCompleted.class).size() == done);
      cluster.client.raiseEvent("i", "next", null);
      await().until(() -> cluster.events("i", EventRaised.class).size() == done);
      cluster.stopNodes();
    }
    assertThat(cluster.output("i", Integer.class)).isEqualTo(4);
  }
}
