package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesTest {

  private final OrchestrationRegistry orchestrations =
      OrchestrationRegistry.builder()
          .register(
              "twice", Integer.class, (ctx, n) -> ctx.activity("double", n, Integer.class).await())
          .build();
  private final ActivityRegistry activities =
      ActivityRegistry.builder().register("double", Integer.class, (ctx, n) -> 2 * n).build();

  // guide: node-options
  static RuntimeOptions options(String nodeId) {
    return RuntimeOptions.builder()
        .nodeId(nodeId) // the same after a restart, another one on each node
        .orchestrationSlots(4)
        .activitySlots(32) // activities that mostly wait for others
        .activityLockTimeout(Duration.ofSeconds(30)) // how long a dead node's work lies idle
        .shutdownTimeout(Duration.ofSeconds(20)) // less than the platform grants
        .build();
  }

  // end

  @Test
  void nodeIsReplaced_nothingIsLost(@TempDir Path directory) {
    Path file = directory.resolve("store.db");
    // guide: node-replace
    try (Provider oldStore = SqliteProvider.open(file);
        Provider newStore = SqliteProvider.open(file)) { // another process, in earnest
      DuroxideClient client = new DuroxideClient(newStore);
      DuroxideRuntime oldNode =
          DuroxideRuntime.start(oldStore, orchestrations, activities, options("orders-1"));
      for (int i = 0; i < 20; i++) {
        client.start("before-" + i, "twice", i);
      }
      DuroxideRuntime newNode =
          DuroxideRuntime.start(newStore, orchestrations, activities, options("orders-2"));
      oldNode.close(); // finishes what it has in hand, gives the rest back
      for (int i = 0; i < 20; i++) {
        assertThat(client.waitForOutput("before-" + i, Integer.class, Duration.ofMinutes(1)))
            .isEqualTo(2 * i);
      }
      newNode.close();
    }
    // end
  }

  // guide: synchronous
  static Provider openFast(Path file) {
    return SqliteProvider.open(
        SqliteOptions.of(file).withSynchronous(SqliteOptions.Synchronous.NORMAL));
  }

  // end

  @Test
  void synchronousNormal_runs(@TempDir Path directory) {
    try (Provider store = openFast(directory.resolve("store.db"));
        DuroxideRuntime node =
            DuroxideRuntime.start(store, orchestrations, activities, RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(store);
      client.start("i", "twice", 4);
      assertThat(client.waitForOutput("i", Integer.class, Duration.ofMinutes(1))).isEqualTo(8);
    }
  }
}
