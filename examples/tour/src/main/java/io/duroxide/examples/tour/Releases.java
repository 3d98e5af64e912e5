package io.duroxide.examples.tour;

import io.duroxide.Orchestration;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.sql.SQLException;

/**
 * Instances that outlive a restart: the code they come back to has changed, or their history has.
 */
final class Releases {

  private static final String STORE = "releases";
  private static final String INVOICE = "invoice";
  private static final String APPROVED = "approved";

  private Releases() {}

  static void visit(Site site) throws SQLException {
    var store = site.store(STORE);
    DuroxideClient client = new DuroxideClient(store);
    client.start("changed-code", INVOICE, null);
    client.start("changed-history", INVOICE, null);
    runFirstRelease(store, client);
    damageHistory(site, "changed-history");
    Orchestration<Object, String> changed =
        (ctx, none) -> {
          ctx.randomUuid();
          return ctx.event(APPROVED, String.class).await();
        };
    site.node(
        store,
        orchestrations(changed),
        ActivityRegistry.builder().build(),
        RuntimeOptions.builder().maxDeliveries(1).build());
    client.raiseEvent("changed-code", APPROVED, "yes");
    client.raiseEvent("changed-history", APPROVED, "yes");
    client.waitFor("changed-code", Site.PATIENCE);
    client.waitFor("changed-history", Site.PATIENCE);
  }

  private static void runFirstRelease(Provider store, DuroxideClient client) {
    Orchestration<Object, String> code =
        (ctx, none) -> {
          ctx.setCustomStatus("waits");
          return ctx.event(APPROVED, String.class).await();
        };
    try (DuroxideRuntime node =
        DuroxideRuntime.start(
            store,
            orchestrations(code),
            ActivityRegistry.builder().build(),
            RuntimeOptions.DEFAULT)) {
      client.waitForStatusChange("changed-code", 0, Site.PATIENCE);
      client.waitForStatusChange("changed-history", 0, Site.PATIENCE);
    }
  }

  private static OrchestrationRegistry orchestrations(Orchestration<Object, String> code) {
    return OrchestrationRegistry.builder().register(INVOICE, Object.class, code).build();
  }

  private static void damageHistory(Site site, String instance) throws SQLException {
    try (var stranger = site.stranger(STORE);
        var update =
            stranger.prepareStatement("UPDATE history SET event = ? WHERE instance_id = ?")) {
      update.setString(1, "{ this was an event");
      update.setString(2, instance);
      update.executeUpdate();
    }
  }
}
