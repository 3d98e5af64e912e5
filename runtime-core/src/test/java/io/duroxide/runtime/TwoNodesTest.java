package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.SubOrchestrationOptions;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one store do each thing once between them. */
class TwoNodesTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void twoNodes() {
    cluster.node();
    cluster.node();
  }

  private static InstantSource ahead(Duration by) {
    return () -> InstantSource.system().instant().plus(by);
  }

  @Test
  void manyInstances_eachEndOnce_withEveryActivityRunOnce() {
    AtomicInteger runs = new AtomicInteger();
    cluster.activities.register(
        "id",
        Integer.class,
        (ctx, n) -> {
          runs.incrementAndGet();
          return n;
        });
    cluster.orchestrations.register(
        "o",
        Integer.class,
        (ctx, n) ->
            ctx.all(
                    IntStream.range(0, 5)
                        .mapToObj(i -> ctx.activity("id", n + i, Integer.class))
                        .toList())
                .await());
    twoNodes();
    for (int i = 0; i < 40; i++) {
      cluster.client.start("i" + i, "o", i);
    }
    for (int i = 0; i < 40; i++) {
      assertThat(cluster.output("i" + i, int[].class))
          .containsExactly(i, i + 1, i + 2, i + 3, i + 4);
    }
    assertThat(runs).hasValue(200);
  }

  @Test
  void parentInItsLaterExecution_hearsFromChildrenOfOtherNodes() {
    cluster.orchestrations.register(
        "child", Integer.class, (ctx, n) -> n == 0 ? "done" : ctx.continueAsNew(n - 1));
    cluster.orchestrations.register(
        "parent",
        Integer.class,
        (ctx, n) -> {
          String result = ctx.subOrchestration("child", 2, String.class).await();
          return n == 0 ? result + ctx.executionId() : ctx.continueAsNew(n - 1);
        });
    twoNodes();
    for (int i = 0; i < 10; i++) {
      cluster.client.start("p" + i, "parent", 3);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(cluster.output("p" + i)).isEqualTo("done4");
    }
  }

  @Test
  void clocksApart_leasesHold_andInstancesComplete() {
    AtomicInteger runs = new AtomicInteger();
    cluster.activities.register(
        "slow",
        Void.class,
        (ctx, in) -> {
          runs.incrementAndGet();
          int before = cluster.store.calls("renewWorkItemLock").size();
          await().until(() -> cluster.store.calls("renewWorkItemLock").size() >= before + 3);
          return ctx.deliveryCount();
        });
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          int sum = 0;
          for (int i = 0; i < 3; i++) {
            sum += ctx.activity("slow", null, Integer.class).await();
          }
          return sum;
        });
    RuntimeOptions.Builder options =
        Cluster.quick()
            .activityLockTimeout(Duration.ofMillis(300))
            .orchestrationLockTimeout(Duration.ofMillis(300))
            .executionCacheSize(0);
    cluster.node(options.clock(ahead(Duration.ofHours(1))));
    cluster.node(options.clock(ahead(Duration.ofHours(-1))));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(3);
    assertThat(runs).hasValue(3);
  }

  @Test
  void clocksApart_retryDeadline_isNotExceededByAnEarlierTime() {
    cluster.activities.register(
        "flaky",
        Void.class,
        (ctx, in) -> {
          if (ctx.attempt() < 2) {
            throw new IllegalStateException("not yet");
          }
          return "ok";
        });
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity(
                    "flaky",
                    null,
                    String.class,
                    new io.duroxide.RetryPolicy(5, io.duroxide.Backoff.none())
                        .withDeadline(Duration.ofMinutes(1)))
                .await());
    RuntimeOptions.Builder options = Cluster.quick().executionCacheSize(0);
    cluster.node(options.activitySlots(0).clock(ahead(Duration.ofHours(1))));
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.events("i", ActivityScheduled.class).size() == 1);
    cluster.stopNodes();
    cluster.node(options.activitySlots(2).clock(InstantSource.system()));
    assertThat(cluster.output("i")).isEqualTo("ok");
  }

  @Test
  void eventsForUnknownInstances_doNotStallOthers() {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.event("go", String.class).await());
    cluster.orchestrations.register("quick", Void.class, (ctx, in) -> "quick");
    for (int i = 0; i < 50; i++) {
      cluster.client.raiseEvent("unknown" + i, "go", "early");
      cluster.client.cancel("unknown" + i, "early");
    }
    twoNodes();
    for (int i = 0; i < 10; i++) {
      cluster.client.start("i" + i, "quick", null);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(cluster.output("i" + i)).isEqualTo("quick");
    }
    assertThat(cluster.store.calls("abandonOrchestrationItem")).isEmpty();
  }

  @Test
  void takenChildId_runningOrEnded_isAnsweredWithAFailure() {
    cluster.orchestrations.register(
        "child", Void.class, (ctx, in) -> ctx.event("end", String.class).await());
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
    twoNodes();
    cluster.client.start("c", "child", null);
    await().until(() -> cluster.client.status("c") != null);
    cluster.client.start("p1", "parent", null);
    assertThat(cluster.failure("p1").message()).contains("'c'");
    cluster.client.raiseEvent("c", "end", "x");
    assertThat(cluster.end("c").status()).isEqualTo(InstanceStatus.COMPLETED);
    cluster.client.start("p2", "parent", null);
    assertThat(cluster.failure("p2").message()).contains("'c'");
  }

  @Test
  void joinOfThousands_completes() {
    cluster.activities.register("id", Integer.class, (ctx, n) -> n);
    cluster.orchestrations.register(
        "o",
        Integer.class,
        (ctx, n) ->
            ctx
                .all(
                    IntStream.range(0, n)
                        .mapToObj(i -> ctx.activity("id", i, Integer.class))
                        .toList())
                .await()
                .stream()
                .mapToInt(Integer::intValue)
                .sum());
    twoNodes();
    for (int size : new int[] {31, 100, 1_024, 3_000}) {
      cluster.client.start("join" + size, "o", size);
      assertThat(cluster.output("join" + size, Integer.class)).isEqualTo(size * (size - 1) / 2);
    }
  }
}
