package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorReason;
import io.duroxide.runtime.FaultyProvider.Moment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that fails for a while delays instances; it never fails them. */
class StorageOutageTest {

  /** Six calls per delivery, so this is more deliveries than are allowed. */
  private static final int LONGER_THAN_EVERY_BUDGET = 40;

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void registerCaller() {
    cluster.activities.register("a", Void.class, (ctx, in) -> "done");
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
  }

  @Test
  void commitsFailForLong_theInstanceCompletes() {
    registerCaller();
    cluster.store.failNext("ackOrchestrationItem", LONGER_THAN_EVERY_BUDGET, Moment.BEFORE_EFFECT);
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("done");
  }

  @Test
  void acknowledgementsFailForLong_theActivityCompletes() {
    registerCaller();
    cluster.store.failNext("ackWorkItem", LONGER_THAN_EVERY_BUDGET, Moment.BEFORE_EFFECT);
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("done");
  }

  @Test
  void historyCannotBeReadForAWhile_theInstanceCompletes() {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.event("go", String.class).await());
    cluster.node(Cluster.quick().executionCacheSize(0).maxDeliveries(1));
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.status("i") != null);
    cluster.store.failNext("readHistory", 2, Moment.BEFORE_EFFECT);
    cluster.client.raiseEvent("i", "go", "went");
    assertThat(cluster.output("i")).isEqualTo("went");
  }

  @Test
  void historyIsCorrupt_theInstanceFailsSayingSo() {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.event("go", String.class).await());
    cluster.node(Cluster.quick().executionCacheSize(0).maxDeliveries(1));
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.status("i") != null);
    cluster.store.change(
        "readHistory",
        List.class,
        events -> {
          throw new io.duroxide.provider.ProviderException(
              "readHistory", io.duroxide.provider.ErrorKind.CORRUPTION, false, "injected", null);
        });
    cluster.client.raiseEvent("i", "go", "went");
    assertThat(cluster.failure("i"))
        .satisfies(
            error -> {
              assertThat(error.category()).isEqualTo(ErrorCategory.POISON);
              assertThat(error.reason()).isEqualTo(ErrorReason.CORRUPTION);
            });
  }

  @Test
  void fetchesFail_theNodeGoesOnAfterwards() {
    registerCaller();
    cluster.store.failNext("fetchOrchestrationItem", 6, Moment.BEFORE_EFFECT);
    cluster.store.failNext("fetchWorkItem", 6, Moment.BEFORE_EFFECT);
    cluster.node(Cluster.quick().orchestrationSlots(2).activitySlots(2));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("done");
  }
}
