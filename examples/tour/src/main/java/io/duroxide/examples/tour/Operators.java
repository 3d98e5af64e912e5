package io.duroxide.examples.tour;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.PruneOptions;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;

/** What operators ask of a store, and what they tell it. */
final class Operators {

  private static final String PARENT = "parent";
  private static final String CHILD = "child";
  private static final String APPROVED = "approved";

  private Operators() {}

  static void visit(Site site) {
    var store = site.store("operators");
    site.node(store, orchestrations(), ActivityRegistry.builder().build(), RuntimeOptions.DEFAULT);
    DuroxideClient client = new DuroxideClient(store);
    client.start("parent", PARENT, null);
    client.start("other", PARENT, null);
    look(client);
    client.suspend("parent");
    client.resume("parent");
    client.raiseEvent("parent", APPROVED, "yes");
    client.raiseEvent("other", APPROVED, "yes");
    client.raiseEvent("never-started", APPROVED, "yes");
    client.waitFor("parent", Site.PATIENCE);
    client.waitFor("other", Site.PATIENCE);
    cleanUp(client.admin());
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(
            PARENT,
            Object.class,
            (ctx, none) -> {
              ctx.subOrchestration(CHILD, null, String.class).await();
              ctx.keyValues().set("phase", "waiting");
              ctx.setCustomStatus("waiting");
              return ctx.event(APPROVED, String.class).await();
            })
        .register(CHILD, Object.class, (ctx, none) -> "grown up")
        .build();
  }

  private static void look(DuroxideClient client) {
    var unused = client.waitForKeyValue("parent", "phase", String.class, Site.PATIENCE);
    client.waitForStatusChange("parent", 0, Site.PATIENCE);
    client.waitForStatusChange("other", 0, Site.PATIENCE);
    client.keyValue("parent", "phase", String.class);
    client.keyValues("parent");
    client.history("parent");
    ProviderAdmin admin = client.admin();
    admin.storeGauges();
    admin.connectionPool();
    admin.instances(InstanceQuery.ALL);
    admin.executions("parent");
    admin.children("parent");
    admin.family("parent");
    admin.totals();
    admin.instanceStats("parent");
  }

  private static void cleanUp(ProviderAdmin admin) {
    long now = System.currentTimeMillis();
    admin.deadLetters(10, null);
    admin.deleteDeadLetters(now);
    admin.deleteUnclaimedMessages(now);
    admin.pruneExecutions("parent", PruneOptions.keepLast(1));
    admin.deleteFamily("parent", false);
    admin.deleteInstances(admin.family("other"), false);
    admin.deleteInstances(DeletionFilter.ALL);
  }
}
