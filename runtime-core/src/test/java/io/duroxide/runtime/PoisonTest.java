package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.TurnCommit;
import io.duroxide.runtime.FaultyProvider.Moment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is delivered too often is given up, and everybody who waits for it is told. */
class PoisonTest {

  private final Cluster cluster = new Cluster();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void failTurnsOf(String instance, int times) {
    cluster.store.fail(
        "ackOrchestrationItem",
        times,
        Moment.BEFORE_EFFECT,
        false,
        arguments -> ((TurnCommit) arguments.get(0)).instance().equals(instance));
  }

  private void registerPoisonedActivity(int deliveries) {
    cluster.activities.register("a", Void.class, (ctx, in) -> runs.incrementAndGet());
    cluster.store.failNextForGood("ackWorkItem", deliveries);
  }

  @Test
  void orchestration_whoseTurnsNeverSucceed_failsAsPoison_andExistsAfterwards() {
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> runs.incrementAndGet());
    failTurnsOf("i", 3);
    cluster.node();
    cluster.client.start("i", "o", null);
    ErrorDetails error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.message())
        .contains("orchestration o", "instance i", "4 times", "limit of 3 deliveries")
        .contains("last error on this node: ackOrchestrationItem failed");
    assertThat(runs).hasValue(3);
    assertThat(cluster.events("i", OrchestrationStarted.class)).hasSize(1);
  }

  @Test
  void orchestration_thatRecoversAtTheLastDelivery_completes() {
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> runs.incrementAndGet());
    failTurnsOf("i", 2);
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(3);
  }

  @Test
  void orchestration_inItsLaterTurn_failsAsPoison() {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.event("go", String.class).await());
    cluster.node();
    cluster.client.start("i", "o", null);
    org.awaitility.Awaitility.await().until(() -> cluster.client.status("i") != null);
    failTurnsOf("i", 3);
    cluster.client.raiseEvent("i", "go", "x");
    assertThat(cluster.failure("i").category()).isEqualTo(ErrorCategory.POISON);
  }

  @Test
  void activity_whoseFailureIsNeverAcknowledged_isPoisonThatTellsTheFailure() {
    cluster.activities.register(
        "a",
        Void.class,
        (ctx, in) -> {
          throw new IllegalStateException("no such account");
        });
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
    cluster.store.failNextForGood("ackWorkItem", 3);
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.failure("i").message())
        .contains("activity a#2 of instance i", "4 times", "limit of 3 deliveries")
        .contains("last error on this node: ackWorkItem failed")
        .contains("java.lang.IllegalStateException", "no such account");
  }

  @Test
  void poison_ofWhichThisNodeSawNoError_saysSo() {
    cluster.activities.register("a", Void.class, (ctx, in) -> "x");
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
    cluster.store.change(
        "fetchWorkItem",
        ActivityItem.class,
        item ->
            new ActivityItem(
                item.work(),
                item.undecodable(),
                7,
                item.queueWait(),
                item.lockToken(),
                item.waited()));
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.failure("i").message())
        .contains("7 times")
        .endsWith("no error of it was seen on this node");
  }

  @Test
  void activity_whoseAcknowledgementNeverSucceeds_failsItsOrchestrationAsPoison() {
    registerPoisonedActivity(3);
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.activity("a", null, Integer.class).await();
          } catch (RuntimeException e) {
            return "must not be caught";
          }
        });
    cluster.node();
    cluster.client.start("i", "o", null);
    ErrorDetails error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
    assertThat(error.message()).contains("activity a", "4 times", "limit of 3");
    assertThat(runs).hasValue(3);
  }

  @Test
  void customMaximum_isRespected() {
    registerPoisonedActivity(6);
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, Integer.class).await());
    cluster.node(Cluster.quick().maxDeliveries(6));
    cluster.client.start("i", "o", null);
    assertThat(cluster.failure("i").message()).contains("7 times", "limit of 6");
    assertThat(runs).hasValue(6);
  }

  @Test
  void poisonedActivityInAChild_failsChildAndParent() {
    registerPoisonedActivity(3);
    cluster.orchestrations.register(
        "child", Void.class, (ctx, in) -> ctx.activity("a", null, Integer.class).await());
    registerParent();
    cluster.node();
    cluster.client.start("p", "parent", null);
    assertThat(cluster.failure("p").category()).isEqualTo(ErrorCategory.POISON);
    assertThat(cluster.failure("c").category()).isEqualTo(ErrorCategory.POISON);
  }

  @Test
  void poisonedChild_failsItsParent() {
    cluster.orchestrations.register("child", Void.class, (ctx, in) -> "x");
    registerParent();
    failTurnsOf("c", 3);
    cluster.node();
    cluster.client.start("p", "parent", null);
    assertThat(cluster.failure("p").category()).isEqualTo(ErrorCategory.POISON);
  }

  @Test
  void onePoisonedAmongMany_leavesTheOthersAlone() {
    cluster.orchestrations.register("o", Integer.class, (ctx, n) -> n);
    failTurnsOf("i7", 3);
    cluster.node();
    for (int i = 0; i < 20; i++) {
      cluster.client.start("i" + i, "o", i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(cluster.end("i" + i).status())
          .isEqualTo(i == 7 ? InstanceStatus.FAILED : InstanceStatus.COMPLETED);
    }
  }

  @Test
  void poisonedParent_takesItsChildrenWithIt() {
    cluster.orchestrations.register(
        "child", Void.class, (ctx, in) -> ctx.event("never", String.class).await());
    registerParent();
    cluster.node();
    cluster.client.start("p", "parent", null);
    org.awaitility.Awaitility.await().until(() -> cluster.client.status("c") != null);
    failTurnsOf("p", 3);
    cluster.client.raiseEvent("p", "any", null);
    assertThat(cluster.failure("p").category()).isEqualTo(ErrorCategory.POISON);
    assertThat(cluster.end("c").status()).isEqualTo(InstanceStatus.CANCELLED);
  }

  private void registerParent() {
    cluster.orchestrations.register(
        "parent",
        Void.class,
        (ctx, in) ->
            ctx.subOrchestration(
                    "child",
                    null,
                    String.class,
                    SubOrchestrationOptions.DEFAULT.withInstanceId("c"))
                .await());
  }
}
