package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.runtime.FaultyProvider.Moment;
import io.duroxide.runtime.loop.LockRenewals;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Locks are taken for the configured time and kept while work lasts longer. */
class LockTimeoutTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private int calls(String method) {
    return cluster.store.calls(method).size();
  }

  /** An activity that ends once locks were renewed so often. */
  private void registerSlow(String name, int renewals) {
    cluster.activities.register(
        name,
        Void.class,
        (ctx, in) -> {
          await().until(() -> calls("renewWorkItemLock") >= renewals);
          return ctx.deliveryCount();
        });
  }

  private void registerCallOf(String activity) {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity(activity, null, Integer.class).await());
  }

  @Test
  void configuredTimes_arePassedToTheStore() {
    registerSlow("a", 1);
    registerCallOf("a");
    cluster.node(
        Cluster.quick()
            .orchestrationLockTimeout(Duration.ofMillis(1_234))
            .activityLockTimeout(SHORT)
            .pollTimeout(Duration.ofMillis(4_321)));
    cluster.client.start("i", "o", null);
    cluster.end("i");
    assertThat(cluster.store.calls("fetchOrchestrationItem"))
        .allSatisfy(
            call ->
                assertThat(call.arguments().subList(0, 2))
                    .isEqualTo(List.of(Duration.ofMillis(1_234), Duration.ofMillis(4_321))));
    assertThat(cluster.store.calls("fetchWorkItem"))
        .allSatisfy(
            call ->
                assertThat(call.arguments().subList(0, 2))
                    .isEqualTo(List.of(SHORT, Duration.ofMillis(4_321))));
    assertThat(cluster.store.calls("renewWorkItemLock"))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(call.arguments().get(1)).isEqualTo(SHORT));
  }

  @Test
  void activityLongerThanItsLock_isRenewed_andRunsOnce() {
    registerSlow("long", 5);
    registerCallOf("long");
    cluster.node(Cluster.quick().activityLockTimeout(SHORT));
    cluster.node(Cluster.quick().activityLockTimeout(SHORT));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(1);
  }

  @Test
  void shortActivity_isNotRenewed() {
    cluster.activities.register("a", Void.class, (ctx, in) -> ctx.deliveryCount());
    registerCallOf("a");
    cluster.node();
    cluster.client.start("i", "o", null);
    cluster.end("i");
    assertThat(calls("renewWorkItemLock")).isZero();
    assertThat(calls("renewOrchestrationItemLock")).isZero();
  }

  @Test
  void severalLongActivities_areAllKept() {
    registerSlow("long", 12);
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    IntStream.range(0, 4)
                        .mapToObj(i -> ctx.activity("long", null, Integer.class))
                        .toList())
                .await());
    cluster.node(Cluster.quick().activityLockTimeout(SHORT));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", int[].class)).containsExactly(1, 1, 1, 1);
    assertThat(cluster.store.calls("renewWorkItemLock"))
        .extracting(call -> call.arguments().get(0))
        .as("tokens")
        .satisfies(tokens -> assertThat(List.copyOf(new java.util.HashSet<>(tokens))).hasSize(4));
  }

  @Test
  void turnLongerThanItsLock_isRenewed_andDecidedOnce() {
    cluster.orchestrations.register(
        "slow",
        Void.class,
        (ctx, in) -> {
          await().until(() -> calls("renewOrchestrationItemLock") >= 5);
          return "done";
        });
    cluster.node(Cluster.quick().orchestrationLockTimeout(SHORT));
    cluster.node(Cluster.quick().orchestrationLockTimeout(SHORT));
    cluster.client.start("i", "slow", null);
    assertThat(cluster.output("i")).isEqualTo("done");
    assertThat(calls("ackOrchestrationItem")).isEqualTo(1);
  }

  @Test
  void renewalThatFailsInPassing_isRepeated_andTheActivityGoesOn() {
    registerSlow("long", 6);
    registerCallOf("long");
    cluster.store.failNext("renewWorkItemLock", 2, Moment.BEFORE_EFFECT);
    cluster.node(Cluster.quick().activityLockTimeout(Duration.ofMillis(900)));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(1);
  }

  @Test
  void renewal_happensThreeTimesWithinALock() {
    assertThat(LockRenewals.renewalInterval(Duration.ofSeconds(30)))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(LockRenewals.renewalInterval(Duration.ofMillis(300)))
        .isEqualTo(Duration.ofMillis(100));
  }
}
