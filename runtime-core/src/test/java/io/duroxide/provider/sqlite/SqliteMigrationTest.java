package io.duroxide.provider.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.StoreTotals;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.WorkerFilter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file as the first released schema made it, in the middle of its work. */
final class SqliteMigrationTest {

  private static final Duration LOCK = Duration.ofSeconds(30);

  private final Path file;

  SqliteMigrationTest(@TempDir Path directory) {
    this.file = directory.resolve("store.db");
  }

  @BeforeEach
  void createOldFile() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        InputStream schema = getClass().getResourceAsStream("schema-1.sql");
        Statement statement = connection.createStatement()) {
      for (String part : new String(requireNonNull(schema).readAllBytes(), UTF_8).split(";", -1)) {
        if (!part.isBlank()) {
          statement.execute(part);
        }
      }
      statement.execute("PRAGMA user_version = 1");
      fill(connection);
    }
  }

  @Test
  void openOldFile_workInProgress_goesOn() {
    try (SqliteProvider provider = SqliteProvider.open(file)) {
      OrchestrationItem turn =
          requireNonNull(provider.fetchOrchestrationItem(LOCK, Duration.ZERO, null));
      assertThat(turn.instance()).isEqualTo("running");
      assertThat(turn.messages()).containsExactly(new EventRaised("running", "e", null));
      assertThat(requireNonNull(turn.current()).runtimeVersion()).isNull();
      assertThat(provider.readHistory("running", 1, 0)).hasSize(2);
      provider.ackOrchestrationItem(TurnCommit.dropMessages(turn.lockToken(), "running", 1));

      ActivityItem activity =
          requireNonNull(provider.fetchWorkItem(LOCK, Duration.ZERO, WorkerFilter.DEFAULT));
      assertThat(activity.work().scheduledId()).isEqualTo(2);
      ActivityCompleted completion = new ActivityCompleted("running", 1, 2, "1");
      provider.ackWorkItem(activity.lockToken(), completion);
      turn = requireNonNull(provider.fetchOrchestrationItem(LOCK, Duration.ZERO, null));
      assertThat(turn.instance()).isEqualTo("child");
      turn = requireNonNull(provider.fetchOrchestrationItem(LOCK, Duration.ZERO, null));
      assertThat(turn.messages()).containsExactly(completion);

      assertThat(provider.suspendInstance("running")).isTrue();
    }
  }

  @Test
  void openOldFile_whatWasDue_isDueByAnyClock_andTheRestKeepsItsTime() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      String timer = HistoryCodec.encode(new TimerFired("running", 1, 4));
      insert(connection, "orchestrator_queue", 3, "running", 0, timer, 9_000, 1_500, null, 0);
      String work = HistoryCodec.encode(ActivityWorkItem.unreadable("running", 1, 5));
      insert(
          connection,
          "worker_queue",
          2,
          "running",
          1,
          5,
          work,
          9_000,
          1_500,
          "lock",
          1,
          null,
          null);
    }
    AtomicLong now = new AtomicLong(1_000);
    InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    try (SqliteProvider provider = SqliteProvider.open(SqliteOptions.of(file).withClock(clock))) {
      OrchestrationItem turn = fetchTurn(provider);
      assertThat(turn.messages()).containsExactly(new EventRaised("running", "e", null));
      provider.ackOrchestrationItem(TurnCommit.dropMessages(turn.lockToken(), "running", 1));
      assertThat(fetchTurn(provider).instance()).isEqualTo("child");
      assertThat(provider.fetchOrchestrationItem(LOCK, Duration.ZERO, null)).isNull();
      assertThat(fetchActivity(provider).work().scheduledId()).isEqualTo(2);
      assertThat(provider.fetchWorkItem(LOCK, Duration.ZERO, WorkerFilter.DEFAULT)).isNull();

      now.set(9_000);
      assertThat(fetchTurn(provider).messages()).containsExactly(new TimerFired("running", 1, 4));
      assertThat(fetchActivity(provider).work().scheduledId()).isEqualTo(5);
    }
  }

  @Test
  void openOldFile_whatItHolds_isListedCountedAndDeleted() {
    try (SqliteProvider provider = SqliteProvider.open(file)) {
      ProviderAdmin admin = provider.admin();
      assertThat(admin.instances(InstanceQuery.ALL).items())
          .extracting(InstanceInfo::instance)
          .containsExactly("running", "ended");
      assertThat(admin.executions("running")).extracting(ExecutionInfo::events).containsExactly(2L);
      StoreTotals totals = admin.totals();
      assertThat(totals.events()).isEqualTo(3);
      assertThat(admin.storeGauges().workerQueue().depth()).isEqualTo(1);

      assertThat(admin.deleteInstances(new DeletionFilter(Set.of(), 1_600L, 10)))
          .isEqualTo(DeletionCounts.NONE);
      assertThat(admin.deleteInstances(new DeletionFilter(Set.of(), 1_601L, 10)))
          .isEqualTo(new DeletionCounts(1, 1, 1, 0));
    }
  }

  @Test
  void openOldFile_childNotStartedYet_goesWithItsParent() {
    try (SqliteProvider provider = SqliteProvider.open(file)) {
      provider.admin().deleteFamily("running", true);
      assertThat(provider.fetchOrchestrationItem(LOCK, Duration.ZERO, null)).isNull();
      assertThat(provider.startInstance(start("child", null))).isTrue();
    }
  }

  private static OrchestrationItem fetchTurn(SqliteProvider provider) {
    return requireNonNull(provider.fetchOrchestrationItem(LOCK, Duration.ZERO, null));
  }

  private static ActivityItem fetchActivity(SqliteProvider provider) {
    return requireNonNull(provider.fetchWorkItem(LOCK, Duration.ZERO, WorkerFilter.DEFAULT));
  }

  private static void fill(Connection connection) throws SQLException {
    insert(connection, "instances", "running", "o", "1.0.0", 1, "RUNNING", null, 1_500, null, null);
    insert(connection, "instances", "ended", "o", "1.0.0", 1, "FAILED", "e", 1_400, null, null);
    insert(
        connection,
        "executions",
        "running",
        1,
        "o",
        "1.0.0",
        "RUNNING",
        null,
        1,
        2,
        1_500,
        1_500,
        null);
    insert(
        connection,
        "executions",
        "ended",
        1,
        "o",
        "1.0.0",
        "FAILED",
        "e",
        1,
        1,
        1_400,
        1_600,
        1_600);
    for (String event : List.of("running 1", "running 2", "ended 1")) {
      String instance = event.split(" ", -1)[0];
      int id = Integer.parseInt(event.split(" ", -1)[1]);
      String json = HistoryCodec.encode(new EventSubscribed(id, 1_500, "e"));
      insert(connection, "history", instance, 1, id, "EVENT_SUBSCRIBED", json, 1_500);
    }
    String raised = HistoryCodec.encode(new EventRaised("running", "e", null));
    insert(connection, "orchestrator_queue", 1, "running", 0, raised, 1_500, 1_500, null, 0);
    insert(connection, "turn_queue", "running", 1_500, null);
    String child = HistoryCodec.encode(start("child", new ParentLink("running", 1, 3, "o")));
    insert(connection, "orchestrator_queue", 2, "child", 1, child, 1_700, 1_700, null, 0);
    insert(connection, "turn_queue", "child", 1_700, null);
    String work = HistoryCodec.encode(ActivityWorkItem.unreadable("running", 1, 2));
    insert(connection, "worker_queue", 1, "running", 1, 2, work, 1_500, 1_500, null, 0, null, null);
  }

  private static StartOrchestration start(String instance, @Nullable ParentLink parent) {
    StartOrigin origin = parent == null ? StartOrigin.CLIENT : StartOrigin.SUB_ORCHESTRATION;
    return new StartOrchestration(instance, "o", null, null, origin, parent);
  }

  private static void insert(Connection connection, String table, @Nullable Object... values)
      throws SQLException {
    String places = "?, ".repeat(values.length - 1) + "?";
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }
}
