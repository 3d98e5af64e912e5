package io.duroxide.guide;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

/** What every example needs: registries to fill, a store, and nodes that run on it. */
abstract class Example {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  OrchestrationRegistry.Builder orchestrations = OrchestrationRegistry.builder();
  ActivityRegistry.Builder activities = ActivityRegistry.builder();
  final InMemoryProvider store = new InMemoryProvider();
  final DuroxideClient client = new DuroxideClient(store);
  private final Deque<DuroxideRuntime> nodes = new ArrayDeque<>();

  @AfterEach
  void closeAll() {
    nodes.forEach(DuroxideRuntime::close);
    store.close();
  }

  /** Starts a node with what is registered by now. */
  DuroxideRuntime startNode() {
    return startNode(quick());
  }

  DuroxideRuntime startNode(RuntimeOptions.Builder options) {
    DuroxideRuntime node =
        DuroxideRuntime.start(store, orchestrations.build(), activities.build(), options.build());
    nodes.push(node);
    return node;
  }

  /** Short waits where a default would make a test slow. */
  static RuntimeOptions.Builder quick() {
    return RuntimeOptions.builder()
        .unregisteredBackoff(Duration.ofMillis(1), Duration.ofMillis(20))
        .maxDeliveries(3)
        .cancellationGrace(Duration.ofMillis(200))
        .shutdownTimeout(Duration.ofSeconds(2));
  }
}
