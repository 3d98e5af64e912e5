package io.duroxide.examples.tour;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;

/** What database servers do to a node, on a provider of the user's own. */
final class ServerTrouble {

  private static final String TRANSFER = "transfer";
  private static final String BOOK = "book";

  private ServerTrouble() {}

  static void visit(Site site) {
    Provider store =
        new ServerStore.Server()
            .willFail("startInstance", "08006")
            .willFail("enqueueForOrchestrator", "XX001")
            .willFail("instanceInfo", "57014")
            .willFail("signalWithStart", "23505")
            .willFail("fetchOrchestrationItem", "55P03")
            .willFail("fetchWorkItem", "08001")
            .willFail("ackOrchestrationItem", "40P01")
            .willFail("ackWorkItem", "40001")
            .willFail("ackWorkItem", "22012")
            .open(new InMemoryProvider());
    DuroxideClient client = new DuroxideClient(store);
    expectFailure(() -> client.start("transfer", TRANSFER, null));
    expectFailure(() -> client.cancel("transfer", "it did not begin"));
    expectFailure(() -> client.status("transfer"));
    expectFailure(() -> client.signalWithStart("transfer", TRANSFER, null, "notes", "hurry"));
    site.node(store, orchestrations(), activities(), RuntimeOptions.DEFAULT);
    client.start("transfer", TRANSFER, null);
    client.waitFor("transfer", Site.PATIENCE);
  }

  private static OrchestrationRegistry orchestrations() {
    return OrchestrationRegistry.builder()
        .register(
            TRANSFER, Object.class, (ctx, none) -> ctx.activity(BOOK, null, String.class).await())
        .build();
  }

  private static ActivityRegistry activities() {
    return ActivityRegistry.builder().register(BOOK, Object.class, (ctx, none) -> "booked").build();
  }

  private static void expectFailure(Runnable call) {
    try {
      call.run();
    } catch (ProviderException expected) {
      return;
    }
    throw new IllegalStateException("the server did not fail");
  }
}
