package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.OrchestrationCancelledException;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.runtime.FaultyProvider.Moment;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What outlives an execution, and how code that is asked to end does so, on real nodes. */
class DurableStateTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void registerCounter() {
    cluster.orchestrations.register(
        "counter",
        Integer.class,
        (ctx, left) -> {
          Integer before = ctx.keyValues().get("n", Integer.class);
          ctx.keyValues().set("n", before == null ? 1 : before + 1);
          ctx.setCustomStatus("left " + left);
          String word = ctx.dequeue("words", String.class).await();
          ctx.dequeue("words", String.class).await();
          return left == 0 ? word : ctx.continueAsNew(left - 1);
        });
  }

  @Test
  void keyValuesStatusAndMessages_surviveContinueAsNew() {
    registerCounter();
    cluster.node();
    for (int i = 0; i < 6; i++) {
      cluster.client.enqueue("i", "words", "w" + i);
    }
    cluster.client.start("i", "counter", 2);
    assertThat(cluster.output("i")).isEqualTo("w4");
    assertThat(cluster.client.keyValue("i", "n", Integer.class)).isEqualTo(3);
    assertThat(cluster.client.customStatus("i", String.class)).isEqualTo("left 0");
  }

  @Test
  void executionInMemory_readsTheEarlierKeyValuesOnce() {
    registerCounter();
    // With one slot an execution is back in memory before its next turn is fetched.
    cluster.node(Cluster.quick().orchestrationSlots(1));
    cluster.client.start("i", "counter", 1);
    cluster.client.enqueue("i", "words", "a");
    await().atMost(Cluster.PATIENCE).until(() -> cluster.client.history("i").size() > 4);
    assertThat(cluster.store.calls("keyValuesBeforeExecution"))
        .as("a first execution has nothing before it")
        .isEmpty();
    cluster.client.enqueue("i", "words", "b");
    await()
        .atMost(Cluster.PATIENCE)
        .until(() -> Objects.requireNonNull(cluster.client.status("i")).executionId() == 2);
    cluster.client.enqueue("i", "words", "c");
    cluster.client.enqueue("i", "words", "d");
    assertThat(cluster.output("i")).isEqualTo("c");
    assertThat(cluster.store.calls("keyValuesBeforeExecution")).hasSize(1);
    assertThat(cluster.store.calls("readHistory")).isEmpty();
  }

  @Test
  void executionLeftMemory_readsTheEarlierKeyValuesAgain() {
    registerCounter();
    cluster.node(Cluster.quick().executionCacheSize(0));
    cluster.client.start("i", "counter", 1);
    for (int i = 0; i < 4; i++) {
      cluster.client.enqueue("i", "words", "w" + i);
    }
    assertThat(cluster.output("i")).isEqualTo("w2");
    assertThat(cluster.client.keyValue("i", "n", Integer.class)).isEqualTo(2);
  }

  /** Turns that are put off must not count; nothing else may redeliver them meanwhile. */
  private static RuntimeOptions.Builder oneDelivery() {
    return Cluster.quick().maxDeliveries(1).orchestrationLockTimeout(Duration.ofMinutes(1));
  }

  @Test
  void storeDoesNotAnswer_turnIsPutOffAndDecidedLater() {
    cluster.orchestrations.register(
        "reader", Void.class, (ctx, in) -> "read " + ctx.keyValueOf("other", "k", String.class));
    cluster.store.failNext("keyValue", 10, Moment.BEFORE_EFFECT);
    cluster.node(oneDelivery());
    cluster.client.start("i", "reader", null);
    await().atMost(Cluster.PATIENCE).until(() -> cluster.store.calls("keyValue").size() > 1);
    cluster.store.heal();
    assertThat(cluster.output("i")).isEqualTo("read null");
  }

  @Test
  void earlierKeyValuesCannotBeRead_turnIsPutOffAndDecidedLater() {
    registerCounter();
    cluster.store.failNext("keyValuesBeforeExecution", 1, Moment.BEFORE_EFFECT);
    cluster.node(oneDelivery());
    cluster.client.start("i", "counter", 1);
    for (int i = 0; i < 4; i++) {
      cluster.client.enqueue("i", "words", "w" + i);
    }
    assertThat(cluster.output("i")).isEqualTo("w2");
  }

  @Test
  void execution_isStoredWithTheRuntimesVersion() {
    registerCounter();
    cluster.node();
    cluster.client.start("i", "counter", 0);
    await().atMost(Cluster.PATIENCE).until(() -> cluster.client.status("i") != null);
    assertThat(cluster.client.admin().executions("i"))
        .hasSize(1)
        .allSatisfy(execution -> assertThat(execution.runtimeVersion()).isNotBlank());
  }

  private void registerCompensating() {
    cluster.activities.register("undo", String.class, (ctx, reason) -> "undone: " + reason);
    cluster.orchestrations.register(
        "saga",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.cancellable(() -> ctx.event("paid", String.class).await());
          } catch (OrchestrationCancelledException e) {
            String undone = ctx.activity("undo", e.reason(), String.class).await();
            ctx.setCustomStatus(undone);
            return ctx.dequeue("confirmed", String.class).await();
          }
        });
  }

  @Test
  void cancelled_codeCompensatesAndTheInstanceEndsAsCancelled() {
    registerCompensating();
    cluster.node();
    cluster.client.start("i", "saga", null);
    await().atMost(Cluster.PATIENCE).until(() -> cluster.client.status("i") != null);
    cluster.client.cancel("i", "changed my mind");
    await()
        .atMost(Cluster.PATIENCE)
        .until(
            () ->
                Objects.equals(
                    cluster.client.customStatus("i", String.class), "undone: changed my mind"));
    cluster.client.enqueue("i", "confirmed", "yes");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(cluster.events("i", OrchestrationCancelled.class))
        .hasSize(1)
        .first()
        .satisfies(end -> assertThat(end.reason()).isEqualTo("changed my mind"));
  }

  @Test
  void terminated_compensationInProgress_endsAtOnce() {
    registerCompensating();
    cluster.node();
    cluster.client.start("i", "saga", null);
    await().atMost(Cluster.PATIENCE).until(() -> cluster.client.status("i") != null);
    cluster.client.cancel("i", "please");
    await()
        .atMost(Cluster.PATIENCE)
        .until(() -> cluster.client.customStatus("i", String.class) != null);
    cluster.client.terminate("i", "now");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(cluster.end("i").result()).isEqualTo("now");
  }
}
