package io.duroxide.examples.tour;

import io.duroxide.client.DuroxideClient;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An activity with more to say at once than there is room for while nobody listens. */
final class Chatter {

  private static final Logger log = LoggerFactory.getLogger(Chatter.class);

  private static final String GOSSIP = "gossip";
  private static final String CHAT = "chat";

  /** Several times what duroxide-telemetry.properties lets wait. */
  private static final int RECORDS = 100;

  private Chatter() {}

  static void visit(Site site) {
    var store = site.store("gossip");
    site.node(
        store,
        OrchestrationRegistry.builder()
            .register(
                GOSSIP,
                Integer.class,
                (ctx, records) -> ctx.activity(CHAT, records, Integer.class).await())
            .build(),
        ActivityRegistry.builder()
            .register(CHAT, Integer.class, (ctx, records) -> chat(records))
            .build(),
        RuntimeOptions.DEFAULT);
    DuroxideClient client = new DuroxideClient(store);
    client.start("gossip", GOSSIP, RECORDS);
    client.waitFor("gossip", Site.PATIENCE);
  }

  private static int chat(int records) {
    for (int i = 1; i <= records; i++) {
      log.error("Error {} of {}, which is none", i, records);
      log.warn("Warning {} of {}", i, records);
      log.info("Remark {} of {}", i, records);
      log.debug("Detail {} of {}", i, records);
    }
    return 4 * records;
  }
}
