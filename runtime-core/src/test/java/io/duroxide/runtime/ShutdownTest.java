package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.runtime.FaultyProvider.Moment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that closes finishes what it can and gives the rest back at once, uncounted. */
@Timeout(60)
class ShutdownTest {

  /** So long that work could not be taken over within a test if its lock had to run out. */
  private static final Duration LONG_LOCK = Duration.ofMinutes(10);

  private final Cluster cluster = new Cluster();
  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    cluster.close();
  }

  private static RuntimeOptions.Builder options() {
    return Cluster.quick()
        .orchestrationLockTimeout(LONG_LOCK)
        .activityLockTimeout(LONG_LOCK)
        .shutdownTimeout(Duration.ofMillis(50))
        .cancellationGrace(Duration.ofMillis(50));
  }

  private void registerCallOf(String activity) {
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity(activity, null, Integer.class).await());
  }

  private void startAndWaitForFirstRun() {
    cluster.client.start("i", "o", null);
    await().until(() -> runs.get() == 1);
  }

  @Test
  void activityInFlight_isInterruptedAndHandedBack() {
    cluster.activities.register(
        "hold",
        Void.class,
        (ctx, in) -> {
          if (runs.incrementAndGet() == 1) {
            release.await();
          }
          return ctx.deliveryCount();
        });
    registerCallOf("hold");
    cluster.node(options());
    startAndWaitForFirstRun();
    cluster.stopNodes();
    cluster.node();
    assertThat(cluster.output("i", Integer.class)).isEqualTo(1);
    assertThat(runs).hasValue(2);
  }

  @Test
  void activityThatIgnoresItsInterruption_isHandedBackAllTheSame() {
    cluster.activities.register(
        "deaf",
        Void.class,
        (ctx, in) -> {
          if (runs.incrementAndGet() == 1) {
            while (release.getCount() > 0) {
              try {
                release.await();
              } catch (InterruptedException ignored) {
                // A handler that does not listen.
              }
            }
          }
          return ctx.deliveryCount();
        });
    registerCallOf("deaf");
    cluster.node(options());
    startAndWaitForFirstRun();
    cluster.stopNodes();
    cluster.node();
    assertThat(cluster.output("i", Integer.class)).isEqualTo(1);
  }

  @Test
  void activityThatEndsInTime_isAcknowledged() {
    DuroxideRuntime node = nodeWithWorkInFlight(Duration.ofSeconds(30));
    Thread unused = closing(node);
    release.countDown();
    cluster.node();
    assertThat(cluster.output("i", Integer.class)).isEqualTo(7);
    assertThat(runs).hasValue(1);
  }

  @Test
  void turnInFlight_isHandedBack_andDecidedElsewhere() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          if (runs.incrementAndGet() == 1) {
            while (release.getCount() > 0) {
              try {
                release.await();
              } catch (InterruptedException ignored) {
                // Code that blocks a turn does not listen either.
              }
            }
          }
          return runs.get();
        });
    cluster.node(options());
    startAndWaitForFirstRun();
    cluster.stopNodes();
    cluster.node();
    assertThat(cluster.output("i", Integer.class)).isEqualTo(2);
    assertThat(cluster.store.calls("abandonOrchestrationItem").get(0).arguments())
        .element(2)
        .as("ignoreAttempt")
        .isEqualTo(true);
  }

  @Test
  void idleNode_closesAtOnce_thoughItsFetchesWait() {
    DuroxideRuntime node =
        cluster.node(
            options().pollTimeout(Duration.ofMinutes(10)).shutdownTimeout(Duration.ofMinutes(10)));
    await().until(() -> cluster.store.calls("fetchOrchestrationItem").size() == 4);
    node.close();
    node.close();
  }

  private DuroxideRuntime nodeWithWorkInFlight(Duration shutdownTimeout) {
    cluster.activities.register(
        "short",
        Void.class,
        (ctx, in) -> {
          runs.incrementAndGet();
          release.await();
          return 7;
        });
    registerCallOf("short");
    DuroxideRuntime node = cluster.node(options().shutdownTimeout(shutdownTimeout));
    startAndWaitForFirstRun();
    return node;
  }

  private static Thread closing(DuroxideRuntime node) {
    Thread closing = new Thread(node::close, "closing");
    closing.setDaemon(true);
    closing.start();
    return closing;
  }

  @Test
  void secondClose_returnsOnlyWhenTheFirstHasDrained() throws InterruptedException {
    DuroxideRuntime node = nodeWithWorkInFlight(Duration.ofSeconds(30));
    Thread first = closing(node);
    await().until(() -> first.getState() == Thread.State.TIMED_WAITING);
    Thread second = closing(node);
    await()
        .until(
            () ->
                second.getState() == Thread.State.WAITING
                    || second.getState() == Thread.State.TERMINATED);
    assertThat(second.isAlive()).isTrue();
    assertThat(node.awaitTermination(Duration.ZERO)).isFalse();
    release.countDown();
    second.join();
    assertThat(cluster.store.calls("ackWorkItem")).hasSize(1);
    assertThat(node.awaitTermination(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void interruptedClose_endsBounded_keepsTheInterrupt_andHandsBackWhatRan() throws Exception {
    DuroxideRuntime node = nodeWithWorkInFlight(Duration.ofMinutes(10));
    AtomicInteger stillInterrupted = new AtomicInteger();
    Thread closing =
        new Thread(
            () -> {
              node.close();
              stillInterrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
            });
    closing.setDaemon(true);
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    closing.interrupt();
    closing.join();
    assertThat(stillInterrupted).hasValue(1);
    node.awaitTermination();
    release.countDown();
    cluster.node();
    assertThat(cluster.output("i", Integer.class)).isEqualTo(7);
    assertThat(runs).hasValue(2);
  }

  @Test
  void closeFromInsideAnActivity_ends() {
    AtomicInteger closed = new AtomicInteger();
    DuroxideRuntime[] node = new DuroxideRuntime[1];
    cluster.activities.register(
        "closes",
        Void.class,
        (ctx, in) -> {
          if (runs.incrementAndGet() == 1) {
            await().until(() -> node[0] != null);
            node[0].close();
            closed.incrementAndGet();
          }
          return 7;
        });
    registerCallOf("closes");
    node[0] = cluster.node(options());
    startAndWaitForFirstRun();
    await().until(() -> closed.get() == 1);
    cluster.node();
    assertThat(cluster.output("i", Integer.class)).isEqualTo(7);
  }

  @Test
  void nodeWhoseStoreFails_closesAtOnce() {
    cluster.store.failNext("fetchOrchestrationItem", 1_000, Moment.BEFORE_EFFECT);
    cluster.store.failNext("fetchWorkItem", 1_000, Moment.BEFORE_EFFECT);
    DuroxideRuntime node = cluster.node(options().shutdownTimeout(Duration.ofMinutes(10)));
    await().until(() -> cluster.store.calls("fetchWorkItem").size() >= 8);
    node.close();
  }
}
