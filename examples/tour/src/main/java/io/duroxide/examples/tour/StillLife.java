package io.duroxide.examples.tour;

import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TagFilter;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What stays as it is until the tour is over: for the gauges. */
final class StillLife {

  private static final String PATIENT = "patient";
  private static final String BUSY = "busy";
  private static final String STUCK = "stuck";
  private static final String CALLER = "caller-of-a-stuck-activity";
  private static final String MEANT_FOR_IT = "go-on";
  private static final String[] EVENTS = {
    "wake-up", "get-up", "wash", "have-breakfast", "go-to-work", "have-lunch", "go-home"
  };

  private StillLife() {}

  static void visit(Site site) throws InterruptedException {
    waitAndSuspend(site);
    leaveWork(site);
    block(site);
  }

  /** A turn and an attempt that hold their slots, longer than the runtime finds right. */
  private static void block(Site site) throws InterruptedException {
    var store = site.store("blocked");
    CountDownLatch inside = new CountDownLatch(2);
    OrchestrationRegistry orchestrations =
        OrchestrationRegistry.builder()
            .register(CALLER, Object.class, StillLife::callAndWait)
            .register(STUCK, Object.class, (ctx, none) -> stayIn(inside))
            .build();
    ActivityRegistry activities =
        ActivityRegistry.builder()
            .register("chore", Object.class, (ctx, none) -> stayIn(inside))
            .build();
    site.node(store, orchestrations, activities, strict());
    DuroxideClient client = new DuroxideClient(store);
    client.start("blocked-turn", STUCK, null);
    client.start("blocked-activity", CALLER, null);
    inside.await();
    // The runtime looks at its slots far more often.
    Thread.sleep(1_000);
  }

  private static RuntimeOptions strict() {
    return RuntimeOptions.builder()
        .stallLimit(Duration.ofMillis(100))
        .turnTimeout(Duration.ofDays(1))
        .shutdownTimeout(Duration.ofMillis(100))
        .build();
  }

  private static String stayIn(CountDownLatch inside) throws InterruptedException {
    inside.countDown();
    new CountDownLatch(1).await();
    return "never";
  }

  private static void waitAndSuspend(Site site) {
    var store = site.store("sleepers");
    site.node(store, orchestrations(), activities(), idle());
    DuroxideClient client = new DuroxideClient(store);
    for (String id : new String[] {"waiting", "suspended"}) {
      client.start(id, PATIENT, null);
      client.waitForStatusChange(id, 0, Site.PATIENCE);
    }
    client.suspend("suspended");
    for (String event : EVENTS) {
      client.raiseEvent("waiting", event, null);
    }
  }

  /** One node leaves work behind, and the one that comes after it takes none of it. */
  private static void leaveWork(Site site) {
    var store = site.store("backlog");
    DuroxideClient client = new DuroxideClient(store);
    client.start("busy", BUSY, null);
    runFirstTurn(store, client);
    client.raiseEvent("busy", MEANT_FOR_IT, null);
    RuntimeOptions specialist =
        RuntimeOptions.builder()
            .orchestrationSlots(0)
            .activitySlots(1)
            .workerTags(TagFilter.tags("gpu"))
            .build();
    site.node(store, orchestrations(), activities(), specialist);
  }

  /** A node that asks often, and mostly in vain. */
  private static RuntimeOptions idle() {
    return RuntimeOptions.builder().pollTimeout(Duration.ofMillis(500)).build();
  }

  private static void runFirstTurn(Provider store, DuroxideClient client) {
    RuntimeOptions turnsOnly = RuntimeOptions.builder().activitySlots(0).build();
    try (DuroxideRuntime node =
        DuroxideRuntime.start(store, orchestrations(), activities(), turnsOnly)) {
      client.waitForStatusChange("busy", 0, Site.PATIENCE);
    }
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(PATIENT, Object.class, StillLife::sleep)
        .register(BUSY, Object.class, StillLife::callAndWait)
        .build();
  }

  private static String sleep(OrchestrationContext ctx, Object none) {
    var tomorrow = ctx.timer(Duration.ofDays(1));
    ctx.setCustomStatus("asleep");
    tomorrow.await();
    return "a good day";
  }

  private static String callAndWait(OrchestrationContext ctx, Object none) {
    var answer = ctx.activity("chore", null, String.class);
    ctx.setCustomStatus("called");
    ctx.event(MEANT_FOR_IT, String.class).await();
    return answer.await();
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register("chore", Object.class, (ctx, none) -> "done")
        .build();
  }
}
