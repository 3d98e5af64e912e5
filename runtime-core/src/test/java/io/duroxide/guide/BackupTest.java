package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OrchestrationRegistry orchestrations =
      OrchestrationRegistry.builder()
          .register("wait", Void.class, (ctx, in) -> ctx.event("go", String.class).await())
          .build();
  private final ActivityRegistry activities = ActivityRegistry.builder().build();

  // guide: backup
  /** Writes a copy of a store that nodes may go on using meanwhile; the copy must not exist yet. */
  static void backUp(Path store, Path copy) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, copy.toString());
      vacuum.execute();
    }
  }

  // end

  @Test
  void backUp_whileANodeRuns_restoresToThatMoment(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("store.db");
    Path copy = directory.resolve("copy.db");
    try (SqliteProvider store = SqliteProvider.open(file);
        DuroxideRuntime node = start(store)) {
      DuroxideClient client = new DuroxideClient(store);
      client.start("before", "wait", null);
      await().until(() -> client.status("before") != null);
      backUp(file, copy);
      client.start("after", "wait", null);
      client.raiseEvent("before", "go", "in the original");
      assertThat(client.waitForOutput("before", String.class, PATIENCE))
          .isEqualTo("in the original");
    }
    try (SqliteProvider store = SqliteProvider.open(copy);
        DuroxideRuntime node = start(store)) {
      DuroxideClient client = new DuroxideClient(store);
      client.raiseEvent("before", "go", "in the copy");
      assertThat(client.waitForOutput("before", String.class, PATIENCE)).isEqualTo("in the copy");
      assertThat(client.status("after")).isNull();
    }
  }

  private DuroxideRuntime start(SqliteProvider store) {
    return DuroxideRuntime.start(store, orchestrations, activities, RuntimeOptions.DEFAULT);
  }
}
