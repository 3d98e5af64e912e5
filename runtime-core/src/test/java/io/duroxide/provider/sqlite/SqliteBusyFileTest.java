package io.duroxide.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.ProviderException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process holds the file longer than the busy timeout: no transaction can begin. */
class SqliteBusyFileTest {

  private static final Duration LOCK = Duration.ofSeconds(30);

  @Test
  void fileHeldByAnother_callsFailRetryably_andWorkGoesOnAfterwards(@TempDir Path dir)
      throws Exception {
    Path file = dir.resolve("store.db");
    try (SqliteProvider provider = SqliteProvider.open(file);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      CompletableFuture<Optional<OrchestrationItem>> fetch =
          CompletableFuture.supplyAsync(() -> fetch(provider, LOCK));

      ProviderException refused =
          catchThrowableOfType(ProviderException.class, () -> provider.startInstance(start("a")));

      assertThat(refused.kind()).isEqualTo(ErrorKind.BUSY);
      assertThat(refused.retryable()).isTrue();
      assertThat(refused.operation()).isEqualTo("startInstance");

      statement.execute("ROLLBACK");
      assertThat(provider.startInstance(start("a"))).as("nothing was written before").isTrue();
      // A fetch that was refused with the others is asked again by its slot.
      Optional<OrchestrationItem> item =
          fetch.exceptionally(refusedToo -> Optional.empty()).get(20, TimeUnit.SECONDS);
      assertThat(item.or(() -> fetch(provider, Duration.ZERO)))
          .map(OrchestrationItem::instance)
          .contains("a");
    }
  }

  private static Optional<OrchestrationItem> fetch(SqliteProvider provider, Duration poll) {
    return Optional.ofNullable(provider.fetchOrchestrationItem(LOCK, poll, null));
  }

  private static StartOrchestration start(String instance) {
    return new StartOrchestration(instance, "o", null, null, StartOrigin.CLIENT, null);
  }
}
