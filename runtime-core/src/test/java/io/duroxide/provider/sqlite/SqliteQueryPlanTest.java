package io.duroxide.provider.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Version;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import io.duroxide.provider.jdbc.ActivityFetch;
import io.duroxide.provider.jdbc.ActivityLock;
import io.duroxide.provider.jdbc.DeleteEnded;
import io.duroxide.provider.jdbc.EnqueueMessage;
import io.duroxide.provider.jdbc.FetchedActivity;
import io.duroxide.provider.jdbc.FetchedTurn;
import io.duroxide.provider.jdbc.HistoryRead;
import io.duroxide.provider.jdbc.InstanceList;
import io.duroxide.provider.jdbc.InstanceRead;
import io.duroxide.provider.jdbc.Operation;
import io.duroxide.provider.jdbc.Session;
import io.duroxide.provider.jdbc.StartInstance;
import io.duroxide.provider.jdbc.TurnAck;
import io.duroxide.provider.jdbc.TurnFetch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The statements of the hot path find their rows by index and in order, so that their price does
 * not grow with what the file holds.
 */
final class SqliteQueryPlanTest {

  private static final Duration LOCK = Duration.ofSeconds(30);
  private static final VersionRange ANY_VERSION =
      new VersionRange(new Version(0, 0, 0), new Version(9, 0, 0));

  private final Set<String> statements = new LinkedHashSet<>();
  private Connection connection;
  private Session session;

  @BeforeEach
  void open(@TempDir Path directory) throws SQLException {
    Path file = directory.resolve("store.db");
    SqliteProvider.open(file).close();
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    session = new Session(recording(connection), InstantSource.system());
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
    connection.close();
  }

  @Test
  void turnsAndActivities_everyStatement_isAnIndexedSearch() throws SQLException {
    WorkerFilter claiming =
        new WorkerFilter(TagFilter.defaultOnly(), new SessionClaim("node", LOCK));
    for (int i = 0; i < 3; i++) {
      String instance = "i" + i;
      run(new StartInstance(start(instance)));
      turn(instance, ExecutionStatus.RUNNING, LongStream.of(2, 3));
      run(new EnqueueMessage(new EventRaised(instance, "e", null), Duration.ZERO));
      for (long id = 2; id <= 3; id++) {
        FetchedActivity activity = requireNonNull(run(new ActivityFetch(LOCK, claiming)));
        var token = activity.decode(Duration.ZERO).lockToken();
        run(ActivityLock.renew(token, LOCK));
        run(ActivityLock.ack(token, new ActivityCompleted(instance, 1, id, null)));
      }
      assertThat(run(new ActivityFetch(LOCK, claiming))).isNull();
      turn(instance, ExecutionStatus.COMPLETED, LongStream.empty());
      assertThat(run(new TurnFetch(LOCK, ANY_VERSION))).isNull();
      run(new InstanceRead(instance));
      run(new HistoryRead(instance, 1, 0));
    }
    assertIndexed(Set.of("SCAN CONSTANT ROW"));
  }

  @Test
  void taggedAndSharedActivities_everyRange_isAnIndexedSearch() throws SQLException {
    run(new StartInstance(start("a")));
    turn("a", ExecutionStatus.RUNNING, LongStream.of(2));
    SessionClaim claim = new SessionClaim("node", LOCK);
    List<TagFilter> filters =
        List.of(
            TagFilter.tags("x"),
            TagFilter.defaultAnd("x", "y"),
            TagFilter.any(),
            TagFilter.defaultOnly());
    session.update("UPDATE worker_queue SET session_id = 's', visible_at = available_at + 100000");
    statements.clear();
    for (TagFilter tags : filters) {
      assertThat(run(new ActivityFetch(LOCK, new WorkerFilter(tags, null)))).isNull();
      assertThat(run(new ActivityFetch(LOCK, new WorkerFilter(tags, claim)))).isNull();
    }
    // What is left to sort are the first ones of the ranges.
    assertIndexed(Set.of("SCAN firsts", "SCAN r", "USE TEMP B-TREE FOR ORDER BY"));
  }

  @Test
  void listingAndDeletion_bigStore_followAnIndex() throws SQLException {
    run(
        new InstanceList(
            InstanceQuery.ALL.withStatuses(InstanceStatus.COMPLETED, InstanceStatus.FAILED)));
    run(new InstanceList(InstanceQuery.ALL.withOrchestrationName("Order").after("7 a")));
    run(new DeleteEnded(DeletionFilter.ALL));
    // What is left to sort is one page of each status.
    assertIndexed(Set.of("SCAN page", "SCAN s", "USE TEMP B-TREE FOR ORDER BY"));
  }

  /** No statement visits more rows than it is to find, except for the steps given. */
  private void assertIndexed(Set<String> allowed) throws SQLException {
    List<String> visiting = new ArrayList<>();
    for (String sql : statements) {
      for (String step : plan(sql)) {
        boolean searches = !step.contains("SCAN") && !step.contains("TEMP B-TREE");
        boolean takesFirst = step.contains("USING") && sql.contains("LIMIT 1");
        if (step.contains("AUTOMATIC") || !(searches || takesFirst || allowed.contains(step))) {
          visiting.add(step + " in " + sql);
        }
      }
    }
    assertThat(statements).hasSizeGreaterThan(2);
    assertThat(visiting).isEmpty();
  }

  private void turn(String instance, ExecutionStatus status, LongStream activities)
      throws SQLException {
    FetchedTurn fetched = requireNonNull(run(new TurnFetch(LOCK, ANY_VERSION)));
    long event = fetched.current() == null ? 1 : 9;
    ExecutionState state =
        new ExecutionState("Order", "1.0.0", status, null, 1, 77, null, "1.0.0", 10);
    List<ActivityWorkItem> items =
        activities.mapToObj(id -> ActivityWorkItem.unreadable(instance, 1, id)).toList();
    run(
        new TurnAck(
            new TurnCommit(
                fetched.token(),
                instance,
                1,
                List.of(new EventSubscribed(event, 1, "e")),
                state,
                items,
                List.of(),
                List.of(4L),
                InstanceChanges.NONE,
                List.of())));
  }

  private <T> T run(Operation<T> operation) throws SQLException {
    T result = operation.run(session);
    session.effects().clear();
    return result;
  }

  private static StartOrchestration start(String instance) {
    return new StartOrchestration(instance, "Order", null, null, StartOrigin.CLIENT, null);
  }

  private List<String> plan(String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Statement explain = connection.createStatement();
        ResultSet row = explain.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (row.next()) {
        steps.add(row.getString("detail"));
      }
    }
    return steps;
  }

  private Connection recording(Connection inner) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                statements.add((String) arguments[0]);
              }
              try {
                return method.invoke(inner, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
