package io.duroxide.runtime;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import java.nio.file.Path;
import java.time.Duration;

/** A real runtime on a real SQLite file, with short locks so that recovery is quick. */
public final class Node implements AutoCloseable {

  public static final Duration PATIENCE = Duration.ofSeconds(30);

  final Provider provider;
  final DuroxideClient client;
  private final DuroxideRuntime runtime;

  Node(
      Path file,
      OrchestrationRegistry.Builder orchestrations,
      ActivityRegistry.Builder activities) {
    this(file, orchestrations, activities, quick());
  }

  Node(
      Path file,
      OrchestrationRegistry.Builder orchestrations,
      ActivityRegistry.Builder activities,
      RuntimeOptions.Builder options) {
    provider = SqliteProvider.open(file);
    client = new DuroxideClient(provider);
    runtime =
        DuroxideRuntime.start(
            provider, orchestrations.build(), activities.build(), options.build());
  }

  public static RuntimeOptions.Builder quick() {
    return RuntimeOptions.builder()
        .orchestrationLockTimeout(Duration.ofSeconds(2))
        .activityLockTimeout(Duration.ofSeconds(2))
        .unregisteredBackoff(Duration.ofMillis(1), Duration.ofMillis(20))
        .maxDeliveries(3)
        .shutdownTimeout(Duration.ofSeconds(5))
        .cancellationGrace(Duration.ofMillis(200));
  }

  void stopRuntime() {
    runtime.close();
  }

  @Override
  public void close() {
    runtime.close();
    provider.close();
  }
}
