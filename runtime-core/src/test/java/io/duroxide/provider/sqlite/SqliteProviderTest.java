package io.duroxide.provider.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.contract.ProviderContract;
import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to one file: grouping, several openers, crashes, versions. */
final class SqliteProviderTest extends ProviderContract {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Path directory;

  SqliteProviderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }

  @Test
  void writers_manyAtOnceWithConflicts_failAlone() throws Exception {
    List<OrchestrationItem> items = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      create("i" + i);
    }
    for (int i = 0; i < 16; i++) {
      raise("i" + i, "x");
      items.add(fetchTurn());
    }
    AtomicInteger next = new AtomicInteger();

    List<Boolean> succeeded =
        Together.run(
            16,
            () -> {
              int mine = next.getAndIncrement();
              boolean conflicting = mine % 4 == 0;
              try {
                commit(items.get(mine)).events(conflicting ? 1 : 2).send();
                return !conflicting;
              } catch (ProviderException e) {
                return conflicting && e.kind() == ErrorKind.CONSTRAINT_VIOLATION;
              }
            });

    assertThat(succeeded).containsOnly(true);
    for (int i = 0; i < 16; i++) {
      assertThat(provider.readHistory("i" + i, 1, 0)).hasSize(i % 4 == 0 ? 1 : 2);
    }
  }

  @Test
  void twoProviders_oneFile_noticeEachOthersWork() throws Exception {
    try (Provider other = ((SqliteFixture) fixture).openAnother()) {
      CompletableFuture<OrchestrationItem> turn =
          CompletableFuture.supplyAsync(
              () -> requireNonNull(other.fetchOrchestrationItem(LOCK, LONG, null)));
      CompletableFuture<InstanceInfo> end =
          CompletableFuture.supplyAsync(() -> requireNonNull(other.awaitInstanceEnd("a", LONG)));
      start("a");
      OrchestrationItem item = turn.get(30, TimeUnit.SECONDS);
      assertThat(item.instance()).isEqualTo("a");
      assertNoTurn();

      commit(item).events(1).status(ExecutionStatus.COMPLETED, "1").send();
      assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(provider.instanceInfo("a"));
    }
  }

  @Test
  void twoProviders_oneFile_neverShareAnInstance() throws Exception {
    for (int i = 0; i < 50; i++) {
      start("i" + i);
    }
    try (Provider other = ((SqliteFixture) fixture).openAnother()) {
      List<String> fetched = new ArrayList<>();
      Together.run(
          4,
          () -> {
            Provider mine = Thread.currentThread().getName().endsWith("1") ? provider : other;
            OrchestrationItem item = mine.fetchOrchestrationItem(LOCK, NO_WAIT, null);
            while (item != null) {
              synchronized (fetched) {
                fetched.add(item.instance());
              }
              item = mine.fetchOrchestrationItem(LOCK, NO_WAIT, null);
            }
            return true;
          });
      assertThat(fetched).doesNotHaveDuplicates().hasSize(50);
    }
  }

  @Test
  void reopen_withoutAck_redeliversWhenTheLocksRunOut() {
    createWithActivities("a", 2);
    raise("a", "x");
    fetchTurn();
    ActivityItem activity = fetchActivity();
    provider.close();

    provider = ((SqliteFixture) fixture).openAnother();
    assertNoTurn();
    assertNoActivity();
    fixture.advance(LOCK);
    assertThat(fetchTurn().deliveryCount()).isEqualTo(2);
    assertThat(fetchActivity().work()).isEqualTo(activity.work());
    provider.close();
  }

  @Test
  void close_lastProvider_leavesOneFile() throws IOException {
    create("a");
    provider.instanceInfo("a");
    provider.close();
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("store.db"));
    }
  }

  @Test
  void open_manyAtOnce_allSucceed() throws Exception {
    Path file = directory.resolve("fresh.db");
    List<Boolean> started =
        Together.run(
            8,
            () -> {
              try (Provider mine = SqliteProvider.open(file)) {
                return mine.startInstance(startOf("a"));
              }
            });
    assertThat(started).filteredOn(first -> first).hasSize(1);
  }

  @Test
  void delete_childNotStartedYet_itsStartGoesWithTheParent() {
    start("parent");
    ParentLink link = new ParentLink("parent", 1, 2, "Order");
    StartOrchestration child =
        new StartOrchestration("child", "Order", null, null, StartOrigin.SUB_ORCHESTRATION, link);
    turn().events(1).message(child).send();
    OrchestrationItem childsTurn = fetchTurn();
    raise("child", "unclaimed");

    assertThat(provider.admin().deleteFamily("parent", true))
        .isEqualTo(new DeletionCounts(1, 1, 1, 1));
    assertLockLost(() -> commit(childsTurn).events(1).send());
    assertNoTurn();
    start("child");
    assertThat(fetchTurn().messages())
        .containsExactly(raised("child", "unclaimed"), startOf("child"));
  }

  @Test
  void open_newerSchema_isRefused() {
    provider.close();
    ((SqliteFixture) fixture).execute("PRAGMA user_version = 99");
    assertThatThrownBy(() -> ((SqliteFixture) fixture).openAnother())
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("schema version 99");
  }

  /** Connections keep prepared statements and their transactions: neither may outlive a failure. */
  @Test
  void read_failsOften_laterReadsSeeTheFileAsItIs() {
    create("i");
    ((SqliteFixture) fixture).execute("ALTER TABLE instances RENAME TO away");
    for (int i = 0; i < 20; i++) {
      assertFails(() -> provider.instanceInfo("i"), ErrorKind.OTHER);
    }
    ((SqliteFixture) fixture).execute("ALTER TABLE away RENAME TO instances");
    assertThat(provider.instanceInfo("i")).isNotNull();
    ((SqliteFixture) fixture).execute("UPDATE instances SET name = 'renamed'");
    assertThat(requireNonNull(provider.instanceInfo("i")).orchestrationName()).isEqualTo("renamed");
  }

  @Test
  void open_notADatabase_isReportedAsCorruption() throws IOException {
    Path file = Files.writeString(directory.resolve("text.db"), "no database ".repeat(1_000));
    assertFails(() -> SqliteProvider.open(file), ErrorKind.CORRUPTION);
  }

  @Test
  void open_directoryMissing_isAnIllegalArgument() {
    Path file = directory.resolve("missing").resolve("store.db");
    assertThatThrownBy(() -> SqliteProvider.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void open_fileCannotBeWritten_isAConnectionError() {
    assertFails(() -> SqliteProvider.open(directory), ErrorKind.CONNECTION);
  }

  @Test
  void connectionPool_open_showsTheWriterAndTheLimit() {
    var pool = provider.admin().connectionPool();
    assertThat(pool.used()).isEqualTo(1);
    assertThat(pool.max()).isEqualTo(5);
    assertThat(pool.pending()).isZero();
  }

  @Test
  void call_interruptedBefore_hasNoEffectOrSucceeds() {
    Thread.currentThread().interrupt();
    boolean succeeded;
    try {
      succeeded = provider.startInstance(startOf("a"));
    } catch (ProviderException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
      succeeded = false;
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(provider.fetchOrchestrationItem(LOCK, NO_WAIT, null) != null).isEqualTo(succeeded);
  }
}
