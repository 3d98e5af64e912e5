package io.duroxide.provider.jdbc;

import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.PruneOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Deletes old executions: never the current one, never one that runs, never key values. */
public final class PruneExecutions {

  private static final String OLD =
      " FROM executions e JOIN instances i ON i.instance_id = e.instance_id"
          + " WHERE e.ended_at < ? AND e.execution_id <= i.current_execution_id - ?";
  private static final String OLD_OF_ONE = "SELECT e.execution_id" + OLD + " AND e.instance_id = ?";
  private static final String CONTINUED = OLD + " AND e.status = 'CONTINUED_AS_NEW'";
  private static final String WITH_OLD = "SELECT DISTINCT e.instance_id" + CONTINUED + " LIMIT ?";
  private static final String WITH_OLD_AND_ENDED =
      "SELECT DISTINCT e.instance_id" + CONTINUED + " AND i.ended_at < ? LIMIT ?";
  private static final String ENDED_BEFORE =
      "SELECT 1 FROM instances WHERE instance_id = ? AND ended_at < ?";

  private static final String EVENTS =
      "DELETE FROM history WHERE instance_id = ? AND execution_id = ?";
  private static final String EXECUTION =
      "DELETE FROM executions WHERE instance_id = ? AND execution_id = ?";

  private PruneExecutions() {}

  public static Operation<DeletionCounts> ofOne(String instance, PruneOptions options) {
    return session -> {
      if (!TurnQueue.instanceExists(session, instance)) {
        throw new InstanceNotFoundException(instance);
      }
      return prune(session, instance, options);
    };
  }

  public static Operation<DeletionCounts> ofEach(List<String> instances, PruneOptions options) {
    return session -> {
      DeletionCounts pruned = DeletionCounts.NONE;
      for (String instance : instances) {
        pruned = pruned.plus(prune(session, instance, options));
      }
      return pruned;
    };
  }

  /** Instances with executions to prune. May visit every continued execution of the store. */
  public static Operation<List<String>> candidates(DeletionFilter filter, PruneOptions options) {
    return session ->
        filter.instances().isEmpty()
            ? all(session, filter, options)
            : named(session, filter, options);
  }

  private static List<String> all(Session session, DeletionFilter filter, PruneOptions options)
      throws SQLException {
    Long ended = filter.endedBefore();
    return ended == null
        ? session.queryAll(
            WITH_OLD, row -> row.getString(1), before(options), kept(options), filter.limit())
        : session.queryAll(
            WITH_OLD_AND_ENDED,
            row -> row.getString(1),
            before(options),
            kept(options),
            ended,
            filter.limit());
  }

  private static List<String> named(Session session, DeletionFilter filter, PruneOptions options)
      throws SQLException {
    List<String> found = new ArrayList<>();
    for (String instance : filter.instances()) {
      if (found.size() < filter.limit()
          && (filter.endedBefore() == null
              || session.exists(ENDED_BEFORE, instance, filter.endedBefore()))
          && !old(session, instance, options).isEmpty()) {
        found.add(instance);
      }
    }
    return found;
  }

  private static DeletionCounts prune(Session session, String instance, PruneOptions options)
      throws SQLException {
    List<Long> old = old(session, instance, options);
    int events = 0;
    for (long execution : old) {
      events += session.update(EVENTS, instance, execution);
      session.update(EXECUTION, instance, execution);
    }
    return new DeletionCounts(0, old.size(), events, 0);
  }

  private static List<Long> old(Session session, String instance, PruneOptions options)
      throws SQLException {
    return session.queryAll(
        OLD_OF_ONE, row -> row.getLong(1), before(options), kept(options), instance);
  }

  private static long before(PruneOptions options) {
    return options.endedBefore() == null ? Long.MAX_VALUE : options.endedBefore();
  }

  /** Ids of executions have no gaps. */
  private static int kept(PruneOptions options) {
    return Math.max(1, options.keepLast());
  }
}
