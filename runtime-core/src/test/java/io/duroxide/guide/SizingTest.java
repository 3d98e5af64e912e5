package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.sqlite.SqliteOptions;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large a store becomes: the numbers of docs/operations.md. */
class SizingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int INSTANCES = 200;
  private static final int FEW = 1;
  private static final int MANY = 11;

  private final OrchestrationRegistry orchestrations =
      OrchestrationRegistry.builder()
          .register(
              "steps",
              Integer.class,
              (ctx, steps) -> {
                for (int i = 0; i < steps; i++) {
                  ctx.activity("step", "a short input", String.class).await();
                }
                return "a short output";
              })
          .build();
  private final ActivityRegistry activities =
      ActivityRegistry.builder()
          .register("step", String.class, (ctx, in) -> "a short result")
          .build();

  @Test
  void bytesPerInstanceAndEvent_areThoseOfThePage(@TempDir Path directory) throws Exception {
    long empty = bytes(directory, 0, 0);
    long few = bytes(directory, INSTANCES, FEW);
    long many = bytes(directory, INSTANCES, MANY);
    long perEvent = (many - few) / INSTANCES / (2L * (MANY - FEW));
    long perInstance = (few - empty) / INSTANCES - 2L * FEW * perEvent;
    assertThat(perEvent).as("bytes per event").isBetween(150L, 190L);
    assertThat(perInstance).as("bytes per instance").isBetween(600L, 800L);
  }

  /** Size of a compact copy of a store in which instances have run. */
  private long bytes(Path directory, int instances, int steps) throws SQLException, IOException {
    Path file = directory.resolve("store-%d-%d.db".formatted(instances, steps));
    Path copy = directory.resolve("copy-%d-%d.db".formatted(instances, steps));
    try (SqliteProvider store =
            SqliteProvider.open(
                SqliteOptions.of(file).withSynchronous(SqliteOptions.Synchronous.NORMAL));
        DuroxideRuntime node =
            DuroxideRuntime.start(store, orchestrations, activities, RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(store);
      for (int i = 0; i < instances; i++) {
        client.start("instance-%06d".formatted(i), "steps", steps);
      }
      for (int i = 0; i < instances; i++) {
        client.waitFor("instance-%06d".formatted(i), PATIENCE);
      }
      BackupTest.backUp(file, copy);
    }
    return Files.size(copy);
  }
}
