package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ActivityOptions;
import io.duroxide.Backoff;
import io.duroxide.RetryPolicy;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.registry.ActivityRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Activities of one session run on one node, as long as it lives. */
class SessionsTest {

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static ActivityOptions on(String session) {
    return ActivityOptions.DEFAULT.onSession(session);
  }

  /** A node whose activity {@code where} answers with its name. */
  private DuroxideRuntime named(String name, RuntimeOptions.Builder options) {
    var own = ActivityRegistry.builder().register("where", Void.class, (ctx, in) -> name);
    return cluster.node(options, own);
  }

  /** Calls {@code where} so often on each session, one after the other, all sessions at once. */
  private void registerTour(int calls) {
    cluster.orchestrations.register(
        "tour",
        String[].class,
        (ctx, sessions) ->
            ctx.all(
                    List.of(sessions).stream()
                        .map(
                            session ->
                                ctx.async(
                                    () -> {
                                      String places = "";
                                      for (int i = 0; i < calls; i++) {
                                        places +=
                                            ctx.activity("where", null, String.class, on(session))
                                                .await();
                                      }
                                      return places;
                                    }))
                        .toList())
                .await());
  }

  @Test
  void sessionAndTag_areVisibleInTheActivity_andInHistory() {
    cluster.activities.register(
        "who",
        Void.class,
        (ctx, in) -> ctx.sessionId() + "," + ctx.tag() + "," + ctx.deliveryCount());
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity("who", null, String.class, on("s")).await()
                + " "
                + ctx.activity("who", null, String.class).await());
    cluster.node();
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isEqualTo("s,null,1 null,null,1");
    assertThat(cluster.events("i", ActivityScheduled.class))
        .extracting(ActivityScheduled::sessionId)
        .containsExactly("s", null);
  }

  @Test
  void sessions_stayWithTheirNodes() {
    registerTour(8);
    named("a", Cluster.quick());
    named("b", Cluster.quick());
    cluster.client.start("i", "tour", new String[] {"s1", "s2", "s3", "s4"});
    assertThat(cluster.output("i", String[].class))
        .allSatisfy(places -> assertThat(places).isIn("a".repeat(8), "b".repeat(8)));
  }

  @Test
  void nodesOfOneName_shareTheirSessions() {
    CountDownLatch bothRun = new CountDownLatch(2);
    for (String node : List.of("a", "b")) {
      var own =
          ActivityRegistry.builder()
              .register(
                  "meet",
                  Void.class,
                  (ctx, in) -> {
                    bothRun.countDown();
                    bothRun.await();
                    return node;
                  });
      cluster.node(Cluster.quick().nodeId("same").activitySlots(1).orchestrationSlots(0), own);
    }
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    List.of(
                        ctx.activity("meet", null, String.class, on("s")),
                        ctx.activity("meet", null, String.class, on("s"))))
                .await());
    cluster.node(Cluster.quick().activitySlots(0));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", String[].class)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void slotsOfOneNode_serveOneSessionAtTheSameTime() {
    CountDownLatch bothRun = new CountDownLatch(2);
    cluster.activities.register(
        "meet",
        Void.class,
        (ctx, in) -> {
          bothRun.countDown();
          bothRun.await();
          return "met";
        });
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.all(
                    List.of(
                        ctx.activity("meet", null, String.class, on("s")),
                        ctx.activity("meet", null, String.class, on("s"))))
                .await());
    cluster.node(Cluster.quick().activitySlots(2));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i", String[].class)).containsExactly("met", "met");
  }

  @Test
  void longActivity_keepsItsSessionFromOtherNodes() {
    CountDownLatch release = new CountDownLatch(1);
    RuntimeOptions.Builder options =
        Cluster.quick().sessionLockTimeout(Duration.ofMillis(300)).activitySlots(2);
    for (String node : List.of("a", "b")) {
      var own =
          ActivityRegistry.builder()
              .register(
                  "hold",
                  Void.class,
                  (ctx, in) -> {
                    release.await();
                    return node;
                  })
              .register("where", Void.class, (ctx, in) -> node);
      cluster.node(options.orchestrationSlots(0), own);
    }
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          var held = ctx.activity("hold", null, String.class, on("s"));
          ctx.event("go", String.class).await();
          String second = ctx.activity("where", null, String.class, on("s")).await();
          ctx.setCustomStatus(second);
          return second.equals(held.await());
        });
    cluster.node(Cluster.quick().activitySlots(0));
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.store.calls("renewSessionLock").size() >= 6);
    cluster.client.raiseEvent("i", "go", null);
    cluster.client.waitForStatusChange("i", 0, Cluster.PATIENCE);
    release.countDown();
    assertThat(cluster.output("i", Boolean.class)).isTrue();
  }

  @Test
  void nodeWithoutSessions_renewsNone() {
    cluster.activities.register(
        "a",
        Void.class,
        (ctx, in) -> {
          await().until(() -> cluster.store.calls("renewWorkItemLock").size() >= 3);
          return "x";
        });
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
    cluster.node(
        Cluster.quick()
            .activityLockTimeout(Duration.ofMillis(300))
            .sessionLockTimeout(Duration.ofMillis(60)));
    cluster.client.start("i", "o", null);
    cluster.end("i");
    assertThat(cluster.store.calls("renewSessionLock")).isEmpty();
  }

  @Test
  void ownerStops_anotherNodeTakesTheSessionOver() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          String first = ctx.activity("where", null, String.class, on("s")).await();
          ctx.event("go", String.class).await();
          return first + ctx.activity("where", null, String.class, on("s")).await();
        });
    DuroxideRuntime first = named("a", Cluster.quick().sessionLockTimeout(Duration.ofMillis(300)));
    cluster.client.start("i", "o", null);
    await().until(() -> cluster.client.history("i").size() == 4);
    first.close();
    named("b", Cluster.quick());
    cluster.client.raiseEvent("i", "go", null);
    assertThat(cluster.output("i")).isEqualTo("ab");
  }

  @Test
  void nodeThatComesBackUnderItsName_stillOwnsItsSessions() {
    registerTour(1);
    named("before", Cluster.quick().nodeId("n"));
    cluster.client.start("i", "tour", new String[] {"s"});
    cluster.end("i");
    cluster.stopNodes();
    named("other", Cluster.quick().orchestrationSlots(0));
    named("after", Cluster.quick().nodeId("n"));
    cluster.client.start("j", "tour", new String[] {"s"});
    assertThat(cluster.output("j", String[].class)).containsExactly("after");
  }

  @Test
  void session_lastsOverContinueAsNew() {
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, places) -> {
          String now = places + ctx.activity("where", null, String.class, on("s")).await();
          return ctx.executionId() == 4 ? now : ctx.continueAsNew(now);
        });
    named("a", Cluster.quick());
    named("b", Cluster.quick());
    cluster.client.start("i", "o", "");
    assertThat(cluster.output("i")).isIn("aaaa", "bbbb");
  }

  @Test
  void retriedActivity_keepsItsSession() {
    AtomicInteger failures = new AtomicInteger();
    for (String node : List.of("a", "b")) {
      var own =
          ActivityRegistry.builder()
              .register(
                  "flaky",
                  Void.class,
                  (ctx, in) -> {
                    if (ctx.attempt() < 3) {
                      failures.incrementAndGet();
                      throw new IllegalStateException(node);
                    }
                    return node + ctx.sessionId();
                  });
      cluster.node(Cluster.quick().orchestrationSlots(0), own);
    }
    RetryPolicy policy = new RetryPolicy(4, Backoff.fixed(Duration.ofMillis(2)));
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) ->
            ctx.activity(
                    "flaky", null, String.class, ActivityOptions.retrying(policy).onSession("s"))
                .await());
    cluster.node(Cluster.quick().activitySlots(0));
    cluster.client.start("i", "o", null);
    assertThat(cluster.output("i")).isIn("as", "bs");
    assertThat(failures).hasValue(3);
    assertThat(cluster.events("i", ActivityScheduled.class))
        .extracting(ActivityScheduled::sessionId)
        .containsOnly("s");
  }
}
