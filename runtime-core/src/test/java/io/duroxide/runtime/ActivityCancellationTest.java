package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.runtime.FaultyProvider.Moment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running activity hears within a second that nobody wants its result any more. */
@Timeout(60)
class ActivityCancellationTest {

  /** Far longer than any test: only the check for cancellation can be as quick as this. */
  private static final Duration LONG_LOCK = Duration.ofMinutes(10);

  private final Cluster cluster = new Cluster();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeEach
  void register() {
    cluster.activities.register(
        "hold",
        Void.class,
        (ctx, in) -> {
          running.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            assertThat(ctx.isCancelled()).isTrue();
            interrupted.countDown();
          }
          return "late";
        });
    cluster.activities.register("next", Void.class, (ctx, in) -> "next");
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("hold", null, String.class).await());
    cluster.orchestrations.register(
        "race",
        Void.class,
        (ctx, in) -> {
          var held = ctx.activity("hold", null, String.class);
          int winner = ctx.any(held, ctx.event("stop", String.class)).await().index();
          ctx.event("end", String.class).await();
          return winner;
        });
    cluster.orchestrations.register(
        "next", Void.class, (ctx, in) -> ctx.activity("next", null, String.class).await());
  }

  @AfterEach
  void close() {
    release.countDown();
    cluster.close();
  }

  private static RuntimeOptions.Builder options() {
    return Cluster.quick().activityLockTimeout(LONG_LOCK);
  }

  private void startAndHold(String orchestration) throws InterruptedException {
    cluster.client.start("i", orchestration, null);
    running.await();
  }

  @Test
  void cancelledInstance_interruptsItsActivity_andDropsTheResult() throws InterruptedException {
    cluster.node(options());
    startAndHold("o");
    cluster.client.cancel("i", "enough");
    interrupted.await();
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(cluster.events("i", ActivityCompleted.class)).isEmpty();
    assertThat(cluster.store.calls("renewWorkItemLock")).as("not noticed by renewal").isEmpty();
  }

  @Test
  void raceLoser_isInterrupted_whileItsOrchestrationGoesOn() throws InterruptedException {
    cluster.node(options());
    startAndHold("race");
    cluster.client.raiseEvent("i", "stop", null);
    interrupted.await();
    cluster.client.raiseEvent("i", "end", null);
    assertThat(cluster.output("i", Integer.class)).isEqualTo(1);
    assertThat(cluster.events("i", ActivityCancelRequested.class)).hasSize(1);
    assertThat(cluster.events("i", ActivityCompleted.class)).isEmpty();
  }

  @Test
  void activityThatIgnoresItsInterruption_losesItsSlotAfterTheGrace() throws InterruptedException {
    AtomicInteger interruptions = new AtomicInteger();
    cluster.activities.register(
        "deaf",
        Void.class,
        (ctx, in) -> {
          running.countDown();
          while (release.getCount() > 0) {
            try {
              release.await();
            } catch (InterruptedException ignored) {
              interruptions.incrementAndGet();
            }
          }
          return "late";
        });
    cluster.orchestrations.register(
        "deaf", Void.class, (ctx, in) -> ctx.activity("deaf", null, String.class).await());
    cluster.node(options().activitySlots(1));
    startAndHold("deaf");
    cluster.client.cancel("i", "enough");
    cluster.client.start("j", "next", null);
    assertThat(cluster.output("j")).isEqualTo("next");
    assertThat(interruptions).hasValue(1);
  }

  @Test
  void askingFailsInPassing_theActivityIsNeitherStoppedNorForgotten() throws InterruptedException {
    cluster.node(options());
    cluster.store.failNext("cancelledWorkItems", 2, Moment.BEFORE_EFFECT);
    startAndHold("o");
    await().until(() -> cluster.store.calls("cancelledWorkItems").size() >= 3);
    assertThat(interrupted.getCount()).isEqualTo(1);
    cluster.client.cancel("i", "enough");
    interrupted.await();
  }

  @Test
  void quickActivities_areNotAskedAbout() {
    cluster.node(options());
    for (int i = 0; i < 20; i++) {
      cluster.client.start("i" + i, "next", null);
    }
    for (int i = 0; i < 20; i++) {
      cluster.end("i" + i);
    }
    assertThat(cluster.store.calls("cancelledWorkItems")).isEmpty();
  }

  @Test
  void waitingActivity_ofACancelledInstance_neverRuns() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    cluster.activities.register("count", Void.class, (ctx, in) -> runs.incrementAndGet());
    cluster.orchestrations.register(
        "waiting", Void.class, (ctx, in) -> ctx.activity("count", null, Integer.class).await());
    cluster.node(options().activitySlots(1));
    startAndHold("o");
    cluster.client.start("w", "waiting", null);
    await().until(() -> cluster.client.status("w") != null);
    cluster.client.cancel("w", "enough");
    assertThat(cluster.end("w").status()).isEqualTo(InstanceStatus.CANCELLED);
    release.countDown();
    cluster.client.start("j", "next", null);
    cluster.end("j");
    assertThat(runs).hasValue(0);
  }

  @Test
  void lockLostToAnotherNode_stopsTheActivityHere_andItsResultCountsOnce() {
    AtomicReference<String> winner = new AtomicReference<>("nobody");
    CountDownLatch stopped = new CountDownLatch(1);
    cluster.activities.register(
        "slow",
        Void.class,
        (ctx, in) -> {
          if (ctx.deliveryCount() == 1) {
            try {
              release.await();
            } catch (InterruptedException e) {
              stopped.countDown();
            }
            return "first";
          }
          // Only once the first holder has noticed.
          stopped.await();
          winner.set("second");
          return "second";
        });
    cluster.orchestrations.register(
        "slow", Void.class, (ctx, in) -> ctx.activity("slow", null, String.class).await());
    // No renewal arrives for longer than the lock lasts.
    cluster.store.failNext("renewWorkItemLock", 4, Moment.BEFORE_EFFECT);
    cluster.node(Cluster.quick().activityLockTimeout(Duration.ofMillis(300)));
    cluster.client.start("i", "slow", null);
    assertThat(cluster.output("i")).isEqualTo("second");
    assertThat(winner).hasValue("second");
    assertThat(cluster.events("i", ActivityCompleted.class)).hasSize(1);
  }

  @Test
  void cancellingWhatIsUnknownOrOver_changesNothing_andRepeatingItIsOne() {
    cluster.node(options());
    cluster.client.start("i", "next", null);
    cluster.end("i");
    cluster.client.cancel("i", "late");
    cluster.client.cancel("nobody", "unknown");
    cluster.client.start("j", "race", null);
    await().until(() -> cluster.client.status("j") != null);
    cluster.client.cancel("j", "once");
    cluster.client.cancel("j", "twice");
    assertThat(cluster.end("j").result()).isEqualTo("once");
    assertThat(cluster.events("j", CancelRequested.class)).hasSize(1);
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(cluster.client.status("nobody")).isNull();
  }

  @Test
  void cancelledBeforeItsStart_endsInItsFirstTurn() {
    cluster.client.cancel("i", "early");
    cluster.client.start("i", "o", null);
    cluster.node(options());
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(running.getCount()).as("its activity never ran").isEqualTo(1);
  }

  @Test
  void orchestrationThatEndsBeforeItsActivity_dropsIt() throws InterruptedException {
    cluster.orchestrations.register(
        "leaves",
        Void.class,
        (ctx, in) -> {
          ctx.activity("hold", null, String.class);
          return ctx.event("end", String.class).await();
        });
    cluster.node(options());
    startAndHold("leaves");
    cluster.client.raiseEvent("i", "end", "left");
    assertThat(cluster.output("i")).isEqualTo("left");
    interrupted.await();
    assertThat(cluster.events("i", ActivityCompleted.class)).isEmpty();
  }
}
