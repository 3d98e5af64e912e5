package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.ErrorDetails;
import io.duroxide.client.DuroxideClient;
import io.duroxide.client.OrchestrationFailedException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.Provider;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One store, the code that is registered for it, and any number of real nodes on it. Nodes see the
 * faults of the store, the client does not. Locks are short, so that recovery is quick.
 */
final class Cluster implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  final OrchestrationRegistry.Builder orchestrations = OrchestrationRegistry.builder();
  final ActivityRegistry.Builder activities = ActivityRegistry.builder();
  final FaultyProvider store;
  final DuroxideClient client;
  private final List<DuroxideRuntime> nodes = new ArrayList<>();

  /** In memory. */
  Cluster() {
    this(new InMemoryProvider());
  }

  Cluster(Provider provider) {
    store = new FaultyProvider(provider);
    client = new DuroxideClient(provider);
  }

  static RuntimeOptions.Builder quick() {
    return RuntimeOptions.builder()
        .orchestrationLockTimeout(Duration.ofSeconds(2))
        .activityLockTimeout(Duration.ofSeconds(2))
        .unregisteredBackoff(Duration.ofMillis(1), Duration.ofMillis(20))
        .maxDeliveries(3)
        .shutdownTimeout(Duration.ofSeconds(5))
        .cancellationGrace(Duration.ofMillis(200));
  }

  /** Starts a node that runs all that is registered so far. */
  DuroxideRuntime node() {
    return node(quick());
  }

  DuroxideRuntime node(RuntimeOptions.Builder options) {
    return node(options, activities);
  }

  /** Starts a node with activities of its own. */
  DuroxideRuntime node(RuntimeOptions.Builder options, ActivityRegistry.Builder ownActivities) {
    DuroxideRuntime node =
        DuroxideRuntime.start(
            store.decorated(), orchestrations.build(), ownActivities.build(), options.build());
    nodes.add(node);
    return node;
  }

  <T> @Nullable T output(String instance, Class<T> type) {
    return client.waitForOutput(instance, type, PATIENCE);
  }

  String output(String instance) {
    return String.valueOf(output(instance, String.class));
  }

  InstanceInfo end(String instance) {
    return client.waitFor(instance, PATIENCE);
  }

  ErrorDetails failure(String instance) {
    OrchestrationFailedException failed =
        catchThrowableOfType(
            OrchestrationFailedException.class, () -> output(instance, Object.class));
    assertThat(failed).as("instance %s should have failed", instance).isNotNull();
    return failed.details();
  }

  /** The events of one kind in the current execution. */
  <E extends HistoryEvent> List<E> events(String instance, Class<E> type) {
    return client.history(instance).stream().filter(type::isInstance).map(type::cast).toList();
  }

  void stopNodes() {
    nodes.forEach(DuroxideRuntime::close);
    nodes.clear();
  }

  @Override
  public void close() {
    stopNodes();
    store.real().close();
  }
}
