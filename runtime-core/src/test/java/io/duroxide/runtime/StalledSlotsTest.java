package io.duroxide.runtime;

import static io.duroxide.runtime.Blocking.block;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.ErrorCategory;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.provider.InstanceStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code that blocks costs its own instance, and neither the node nor the other instances. */
@Timeout(120)
class StalledSlotsTest {

  private static final Object MONITOR = new Object();

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Cluster cluster = new Cluster();

  @BeforeEach
  void begin() {
    Blocking.begin();
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  @AfterEach
  void close() {
    System.setErr(before);
    Blocking.end();
    cluster.close();
  }

  private static RuntimeOptions.Builder impatient() {
    return Cluster.quick()
        .stallLimit(Duration.ofMillis(200))
        .turnTimeout(Duration.ofSeconds(1))
        .shutdownTimeout(Duration.ofSeconds(1));
  }

  private void registerBlocking() {
    cluster.orchestrations.register(
        "blocking",
        Object.class,
        (ctx, in) -> {
          ctx.activity("quick", "x", String.class).await();
          block();
          return "done";
        });
    cluster.activities.register("quick", String.class, (ctx, in) -> in);
  }

  private String log() {
    return written.toString(UTF_8);
  }

  @Test
  void instances_thatHoldAMonitorOverAnAwait_endInTheEnd() {
    cluster.activities.register("quick", String.class, (ctx, in) -> in);
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) -> {
          synchronized (MONITOR) {
            return ctx.activity("quick", in, String.class).await();
          }
        });
    cluster.node(impatient().orchestrationSlots(2).maxDeliveries(20));
    List<String> ids = List.of("a", "b", "c", "d");
    ids.forEach(id -> cluster.client.start(id, "o", id));
    ids.forEach(id -> assertThat(cluster.output(id)).isEqualTo(id));
  }

  @Test
  void innocentInstances_besideMoreBlockedOnesThanSlots_goOn() {
    registerBlocking();
    cluster.orchestrations.register(
        "ok", String.class, (ctx, in) -> ctx.activity("quick", in, String.class).await());
    // Ten thousand deliveries: the blocked ones are still there when the last innocent one ends.
    cluster.node(impatient().orchestrationSlots(4).maxDeliveries(10_000));
    for (int i = 0; i < 6; i++) {
      cluster.client.start("blocked" + i, "blocking", null);
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> Blocking.times() >= 6);
    for (int i = 0; i < 50; i++) {
      cluster.client.start("ok" + i, "ok", "fine");
      assertThat(cluster.output("ok" + i)).isEqualTo("fine");
    }
    for (int i = 0; i < 6; i++) {
      cluster.client.terminate("blocked" + i, "operator");
      assertThat(cluster.end("blocked" + i).status()).isEqualTo(InstanceStatus.CANCELLED);
    }
  }

  @Test
  void innocentInstances_besideCodeThatComputesForEver_goOn() {
    AtomicInteger spinning = new AtomicInteger();
    cluster.orchestrations.register(
        "spin",
        Object.class,
        (ctx, in) -> {
          spinning.incrementAndGet();
          while (!Blocking.isOver()) {
            Thread.onSpinWait();
          }
          return "spun";
        });
    cluster.orchestrations.register(
        "ok", String.class, (ctx, in) -> ctx.activity("quick", in, String.class).await());
    cluster.activities.register("quick", String.class, (ctx, in) -> in);
    cluster.node(impatient().orchestrationSlots(4).maxDeliveries(4));
    // As many as there are processors, which virtual threads would not get back.
    int processors = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < processors; i++) {
      cluster.client.start("spin" + i, "spin", null);
    }
    for (int i = 0; i < 10; i++) {
      cluster.client.start("ok" + i, "ok", "fine");
    }
    for (int i = 0; i < 10; i++) {
      assertThat(cluster.output("ok" + i)).isEqualTo("fine");
    }
    for (int i = 0; i < processors; i++) {
      assertThat(cluster.failure("spin" + i).message()).contains("StalledSlotsTest.java:");
    }
    assertThat(spinning).as("runs of code that keeps its processor").hasValue(processors);
  }

  @Test
  void slot_ofABlockedTurn_isFreedAndItsLockGivenUp() {
    registerBlocking();
    cluster.orchestrations.register("ok", String.class, (ctx, in) -> in);
    cluster.node(impatient().orchestrationSlots(1).maxDeliveries(3));
    cluster.client.start("blocked", "blocking", null);
    cluster.client.start("ok", "ok", "fine");
    assertThat(cluster.output("ok")).isEqualTo("fine");
    // On a node of its own, which gets it although the first one still has the thread.
    cluster.stopNodes();
    cluster.node(impatient().maxDeliveries(1));
    assertThat(cluster.failure("blocked").category()).isEqualTo(ErrorCategory.POISON);
  }

  @Test
  void turn_thatHoldsItsSlot_isNamedOnceWithItsStack() {
    registerBlocking();
    cluster.node(impatient().turnTimeout(Duration.ofHours(1)));
    cluster.client.start("i", "blocking", null);
    await()
        .untilAsserted(
            () ->
                assertThat(log())
                    .contains("turn of instance i (delivery 1) has held its slot")
                    .contains("io.duroxide.runtime.Blocking.block("));
    Blocking.end();
    assertThat(cluster.output("i")).isEqualTo("done");
    assertThat(log()).containsOnlyOnce("has held its slot");
  }

  @Test
  void code_thatComesBackInTime_isWaitedFor() {
    registerBlocking();
    cluster.node(impatient().turnTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
    cluster.client.start("i", "blocking", null);
    await().until(() -> log().contains("has held its slot"));
    Blocking.end();
    assertThat(cluster.output("i")).isEqualTo("done");
  }

  @Test
  void instance_whoseCodeBlocksOnce_isRunAgainAndEnds() {
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) -> {
          if (Blocking.times() == 0) {
            block();
          }
          return "second time";
        });
    cluster.node(impatient());
    cluster.client.start("i", "o", "x");
    assertThat(cluster.output("i")).isEqualTo("second time");
  }

  @Test
  void code_thatWakesAfterItWasLeftBehind_hasNoEffect() {
    AtomicInteger awake = new AtomicInteger();
    AtomicInteger further = new AtomicInteger();
    cluster.activities.register("quick", String.class, (ctx, in) -> in);
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) -> {
          if (Blocking.times() == 0) {
            block();
            awake.incrementAndGet();
            ctx.logger().error("from the dead");
            ctx.activity("quick", "from the dead", String.class);
            further.incrementAndGet();
          }
          return ctx.activity("quick", "alive", String.class).await();
        });
    cluster.node(impatient());
    cluster.client.start("i", "o", "x");
    assertThat(cluster.output("i")).isEqualTo("alive");
    List<HistoryEvent> history = cluster.client.history("i");
    Blocking.end();
    await().until(() -> awake.get() == 1);
    cluster.stopNodes();
    assertThat(further).hasValue(0);
    assertThat(log()).doesNotContain("from the dead");
    assertThat(cluster.client.history("i")).isEqualTo(history);
  }

  @Test
  void terminate_ofABlockedInstance_endsItWithoutItsCode() {
    cluster.orchestrations.register("blocking", Object.class, (ctx, in) -> Blocking.future().get());
    cluster.node(impatient().maxDeliveries(10_000));
    cluster.client.start("i", "blocking", null);
    await().until(() -> log().contains("has held its slot"));
    cluster.client.terminate("i", "operator");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    assertThat(cluster.client.history("i"))
        .extracting(HistoryEvent::kind)
        .containsExactly(
            EventKind.ORCHESTRATION_STARTED,
            EventKind.CANCEL_REQUESTED,
            EventKind.ORCHESTRATION_CANCELLED);
  }

  @Test
  void terminate_ofAnInstanceThatBlocksInALaterTurn_endsItAndItsActivities() {
    cluster.activities.register("quick", String.class, (ctx, in) -> in);
    CountDownLatch cancelled = new CountDownLatch(1);
    cluster.activities.register(
        "patient",
        String.class,
        (ctx, in) -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            cancelled.countDown();
          }
          return in;
        });
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) -> {
          var open = ctx.activity("patient", "x", String.class);
          ctx.activity("quick", "x", String.class).await();
          block();
          return open.await();
        });
    cluster.node(impatient().maxDeliveries(10_000));
    cluster.client.start("i", "o", "x");
    await().until(() -> Blocking.times() >= 2);
    cluster.client.terminate("i", "operator");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.CANCELLED);
    await().until(() -> cancelled.getCount() == 0);
    assertThat(cluster.client.history("i"))
        .extracting(HistoryEvent::kind)
        .contains(EventKind.CANCEL_REQUESTED)
        .endsWith(EventKind.ACTIVITY_CANCEL_REQUESTED, EventKind.ORCHESTRATION_CANCELLED);
  }

  @Test
  void close_withABlockedTurn_isBoundedAndGivesItBackUncounted() {
    cluster.orchestrations.register(
        "o",
        String.class,
        (ctx, in) -> {
          if (Blocking.times() == 0) {
            block();
          }
          return "done";
        });
    cluster.node(impatient().turnTimeout(Duration.ofHours(1)).maxDeliveries(1));
    cluster.client.start("i", "o", "x");
    await().until(() -> Blocking.times() == 1);
    // Bounded by the timeout of the test: the code does not come back before the gate opens.
    cluster.stopNodes();
    cluster.node(impatient().maxDeliveries(1));
    assertThat(cluster.output("i")).isEqualTo("done");
  }

  @Test
  void eviction_ofCodeThatIsSlowToLeave_holdsNobodyUp() {
    cluster.orchestrations.register(
        "slow",
        String.class,
        (ctx, in) -> {
          try {
            return ctx.event("go", String.class).await();
          } finally {
            block();
          }
        });
    cluster.orchestrations.register("ok", String.class, (ctx, in) -> in);
    // No limit could help: only what runs elsewhere holds nobody up.
    cluster.node(
        impatient().executionCacheSize(0).orchestrationSlots(1).turnTimeout(Duration.ofHours(1)));
    for (int i = 0; i < 3; i++) {
      cluster.client.start("slow" + i, "slow", "x");
    }
    await().until(() -> Blocking.times() == 3);
    cluster.client.start("ok", "ok", "fine");
    assertThat(cluster.output("ok")).isEqualTo("fine");
    cluster.stopNodes();
  }
}
