package io.duroxide.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.ProviderException;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble of the disk that passes: work goes on by itself, and nothing is lost or blamed. */
final class PassingErrorsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger fillers = new AtomicInteger();
  private Path file;
  private SqliteProvider provider;
  private DuroxideClient client;

  @BeforeEach
  void open(@TempDir Path directory) {
    file = directory.resolve("store.db");
    provider = SqliteProvider.open(SqliteOptions.of(file).withPollInterval(Duration.ofMillis(50)));
    client = new DuroxideClient(provider);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  /** To SQLite a file of as many pages as it may have is a disk that is full. */
  private void fillDisk() throws ReflectiveOperationException {
    limitPages(writer().call("pages", session -> session.queryLong("PRAGMA page_count", 0)));
  }

  private void makeRoom() throws ReflectiveOperationException {
    limitPages(1_000_000);
  }

  private void limitPages(long pages) throws ReflectiveOperationException {
    writer().call("limit", session -> session.queryLong("PRAGMA max_page_count = " + pages, 0));
  }

  private Writer writer() throws ReflectiveOperationException {
    Field field = SqliteProvider.class.getDeclaredField("writer");
    field.setAccessible(true);
    return (Writer) field.get(provider);
  }

  private ProviderException startUntilRefused() {
    return catchThrowableOfType(
        ProviderException.class,
        () -> {
          for (int i = 0; i < 10_000; i++) {
            client.start("filler" + fillers.incrementAndGet(), "o", "x".repeat(2_000));
          }
        });
  }

  @Test
  void fullDisk_isARetryableConnectionErrorEveryTime_andTheNextCallAfterItWorks() throws Exception {
    client.start("before", "o", null);
    fillDisk();
    for (int i = 0; i < 5; i++) {
      ProviderException refused = startUntilRefused();
      assertThat(refused.kind()).isEqualTo(ErrorKind.CONNECTION);
      assertThat(refused.retryable()).isTrue();
    }
    makeRoom();
    client.start("after", "o", "x".repeat(2_000));
    assertThat(provider.admin().storeGauges().orchestratorQueue().depth()).isPositive();
  }

  @Test
  void fullDisk_whileInstancesWork_theyGoOnWhenThereIsRoom() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    AtomicInteger effects = new AtomicInteger();
    var orchestrations =
        OrchestrationRegistry.builder()
            .register(
                "o",
                String.class,
                (ctx, in) -> {
                  for (int i = 0; i < 3; i++) {
                    ctx.activity("grow", in, String.class).await();
                  }
                  return "done";
                })
            .build();
    var activities =
        ActivityRegistry.builder()
            .register(
                "grow",
                String.class,
                (ctx, in) -> {
                  full.await();
                  effects.incrementAndGet();
                  return "x".repeat(20_000);
                })
            .build();
    RuntimeOptions options = RuntimeOptions.builder().maxDeliveries(3).build();
    try (DuroxideRuntime runtime =
        DuroxideRuntime.start(provider, orchestrations, activities, options)) {
      for (int i = 0; i < 20; i++) {
        client.start("i" + i, "o", "in");
      }
      fillDisk();
      full.countDown();
      await().atMost(PATIENCE).until(() -> startUntilRefused() != null);
      makeRoom();
      for (int i = 0; i < 20; i++) {
        assertThat(client.waitFor("i" + i, PATIENCE).status()).isEqualTo(InstanceStatus.COMPLETED);
      }
    }
    assertThat(effects.get()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void transactionThatWasLeftOpen_isEndedByTheNext() throws Exception {
    writer()
        .call(
            "break",
            session -> {
              // As after a rollback that failed: the writer's own COMMIT ends this one.
              session.update("COMMIT");
              session.update("BEGIN");
              session.update("COMMIT");
              return session.update("BEGIN");
            });
    client.start("i", "o", null);
    client.start("j", "o", null);
    assertThat(provider.admin().storeGauges().orchestratorQueue().depth()).isEqualTo(2);
  }

  @Test
  void fileDeletedUnderARunningNode_callsFailUntilItIsBack() throws IOException {
    client.start("i", "o", null);
    Path aside = file.resolveSibling("aside.db");
    Files.move(file, aside);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              ProviderException refused =
                  catchThrowableOfType(
                      ProviderException.class,
                      () -> client.start("lost" + System.nanoTime(), "o", null));
              assertThat(refused).isNotNull();
              assertThat(refused.kind()).isEqualTo(ErrorKind.CONNECTION);
              assertThat(refused.retryable()).isTrue();
              assertThat(refused).hasMessageContaining(file.toString());
            });
    assertThat(catchThrowableOfType(ProviderException.class, () -> client.history("i")))
        .isNotNull();
    Files.move(aside, file);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              client.start("back" + System.nanoTime(), "o", null);
              return true;
            });
  }

  @Test
  void fileReplacedByAnother_callsFail() throws IOException {
    Path other = file.resolveSibling("other.db");
    SqliteProvider.open(other).close();
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                catchThrowableOfType(
                        ProviderException.class,
                        () -> client.start("lost" + System.nanoTime(), "o", null))
                    != null);
  }

  @Test
  void logThatAReaderMadeLong_isShortenedWhenTheReaderHasGone() throws Exception {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    try (var reader = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT COUNT(*) FROM history").close();
      String payload = "x".repeat(1_000_000);
      for (int i = 0; log.toFile().length() <= FileUpkeep.LOG_LIMIT + (8 << 20); i++) {
        client.start("i" + i, "o", payload);
      }
      reader.rollback();
    }
    await().atMost(PATIENCE).until(() -> log.toFile().length() <= FileUpkeep.LOG_LIMIT);
  }
}
