package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.duroxide.ActivityOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many sessions a node serves, and what they may be called. */
class SessionLimitsTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static ActivityOptions on(String session) {
    return ActivityOptions.DEFAULT.onSession(session);
  }

  @Test
  void noMoreSessionsAtOnce_thanAllowed_andNoAttemptIsCounted() {
    Set<String> running = ConcurrentHashMap.newKeySet();
    AtomicInteger most = new AtomicInteger();
    cluster.activities.register(
        "count",
        Void.class,
        (ctx, in) -> {
          running.add(String.valueOf(ctx.sessionId()));
          most.accumulateAndGet(running.size(), Math::max);
          running.remove(String.valueOf(ctx.sessionId()));
          return ctx.deliveryCount();
        });
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    IntStream.range(0, 24)
                        .mapToObj(i -> ctx.activity("count", null, Integer.class, on("s" + i)))
                        .toList())
                .await());
    cluster.node(Cluster.quick().activitySlots(6).maxSessions(2));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", int[].class)).hasSize(24).containsOnly(1);
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void atTheMaximum_activitiesWithoutSessionStillRun_andAFreedPlaceIsUsed() {
    CountDownLatch release = new CountDownLatch(1);
    cluster
        .activities
        .register(
            "hold",
            Void.class,
            (ctx, in) -> {
              release.await();
              return "held";
            })
        .register("free", Void.class, (ctx, in) -> "free");
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          var held = ctx.activity("hold", null, String.class, on("s1"));
          var second = ctx.activity("free", null, String.class, on("s2"));
          ctx.activity("free", null, String.class).await();
          ctx.setCustomStatus("without session");
          return held.await() + " " + second.await();
        });
    cluster.node(Cluster.quick().activitySlots(2).maxSessions(1));
    cluster.client.start("i", "o", null);
    cluster.client.waitForStatusChange("i", 0, Cluster.PATIENCE);
    release.countDown();
    assertThat(cluster.output("i")).isEqualTo("held free");
  }

  @Test
  void sessionsNobodyNeeds_areRemovedInTheConfiguredInterval() {
    cluster.node(Cluster.quick().sessionCleanupInterval(Duration.ofMillis(10)));
    await().until(() -> cluster.store.calls("cleanupOrphanedSessions").size() >= 3);
  }

  @Test
  void sessionName_tooLong_isRefusedWhereItIsAskedFor() {
    cluster.activities.register(
        "length", Void.class, (ctx, in) -> String.valueOf(ctx.sessionId()).length());
    cluster.orchestrations.register(
        "o",
        Integer.class,
        (ctx, length) ->
            ctx.activity("length", null, Integer.class, on("s".repeat(length))).await());
    cluster.node();
    cluster.client.start("fits", "o", 256);
    assertThat(cluster.output("fits", Integer.class)).isEqualTo(256);
    assertThatThrownBy(() -> on("s".repeat(257))).isInstanceOf(IllegalArgumentException.class);
    cluster.client.start("tooLong", "o", 257);
    assertThat(cluster.failure("tooLong").message()).contains("session id");
  }
}
