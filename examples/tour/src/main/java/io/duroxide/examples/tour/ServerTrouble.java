package io.duroxide.examples.tour;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.RuntimeOptions;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What database servers do to a node, on a provider of the user's own. */
final class ServerTrouble {

  private static final String TRANSFER = "transfer";
  private static final String BOOK = "book";

  private static final Set<String> NOT_ASKED_OF_SERVER = Set.of("name", "admin", "close");

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
    loseServer();
  }

  /** Everything that can be asked of a provider, while its server is away. */
  private static void loseServer() {
    ServerStore.Server server = new ServerStore.Server();
    Provider store = server.open(new InMemoryProvider());
    ProviderAdmin admin = new DuroxideClient(store).admin();
    server.goDown();
    askEverything(Provider.class, store);
    askEverything(ProviderAdmin.class, admin);
  }

  private static void askEverything(Class<?> contract, Object store) {
    for (Method call : contract.getMethods()) {
      if (!NOT_ASKED_OF_SERVER.contains(call.getName())) {
        expectFailure(() -> ask(store, call));
      }
    }
  }

  /** The server is away before it could look at the arguments, so any will do. */
  private static void ask(Object target, Method call) {
    @Nullable Object[] arguments = new @Nullable Object[call.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = call.getParameterTypes()[i];
      arguments[i] = type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
    try {
      call.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof ProviderException failure
          ? failure
          : new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
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
