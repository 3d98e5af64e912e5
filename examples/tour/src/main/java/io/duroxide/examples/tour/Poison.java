package io.duroxide.examples.tour;

import io.duroxide.OrchestrationContext;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;

/** Work that is given up: whoever takes it dies, or nobody knows how to do it. */
final class Poison {

  private static final String DEADLY = "deadly";
  private static final String CALLER = "caller-of-deadly-work";

  private static final Duration SHORT_LOCK = Duration.ofMillis(50);

  private Poison() {}

  static void visit(Site site) {
    var store = site.store("poison");
    DuroxideClient client = new DuroxideClient(store);
    client.start("deadly-activity", CALLER, null);
    callActivity(store, client);
    dieWithActivity(store);
    client.start("deadly-turn", DEADLY, null);
    dieWithTurn(store);
    client.start("no-activity", "caller-of-nobody", null);
    client.start("no-orchestration", "nobody-knows", null);
    site.node(store, orchestrations(), activities(), impatient());
    for (String id :
        new String[] {"deadly-turn", "deadly-activity", "no-activity", "no-orchestration"}) {
      client.waitFor(id, Site.PATIENCE);
    }
  }

  /** What a node does that crashes in the middle of its work: it takes it and is not seen again. */
  private static void dieWithTurn(Provider store) {
    var unused = store.fetchOrchestrationItem(SHORT_LOCK, Site.PATIENCE, null);
  }

  private static void dieWithActivity(Provider store) {
    var unused = store.fetchWorkItem(SHORT_LOCK, Site.PATIENCE, WorkerFilter.DEFAULT);
  }

  /** A node for orchestrations only, which leaves the activity to others. */
  private static void callActivity(Provider store, DuroxideClient client) {
    RuntimeOptions options = RuntimeOptions.builder().activitySlots(0).build();
    try (DuroxideRuntime node =
        DuroxideRuntime.start(store, orchestrations(), activities(), options)) {
      client.waitForStatusChange("deadly-activity", 0, Site.PATIENCE);
    }
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(DEADLY, Object.class, (ctx, none) -> "survived")
        .register(CALLER, Object.class, (ctx, none) -> call(ctx, DEADLY))
        .register("caller-of-nobody", Object.class, (ctx, none) -> call(ctx, "nobody-knows"))
        .build();
  }

  private static String call(OrchestrationContext ctx, String activity) {
    var answer = ctx.activity(activity, null, String.class);
    ctx.setCustomStatus("called");
    return answer.await();
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder()
        .register(DEADLY, Object.class, (ctx, none) -> "survived")
        .build();
  }

  private static RuntimeOptions impatient() {
    return RuntimeOptions.builder()
        .maxDeliveries(1)
        .unregisteredBackoff(Duration.ofMillis(20), Duration.ofMillis(20))
        .build();
  }
}
