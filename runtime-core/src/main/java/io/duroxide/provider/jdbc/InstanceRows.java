package io.duroxide.provider.jdbc;

import io.duroxide.provider.DeletionCounts;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All rows of one instance. Without them, no turn and no activity that is running for it can commit
 * any more: their locks are gone.
 */
final class InstanceRows {

  private static final String EVENTS = "DELETE FROM history WHERE instance_id = ?";
  private static final String EXECUTIONS = "DELETE FROM executions WHERE instance_id = ?";
  private static final String MESSAGES = "DELETE FROM orchestrator_queue WHERE instance_id = ?";
  private static final String ACTIVITIES = "DELETE FROM worker_queue WHERE instance_id = ?";
  private static final String INSTANCE = "DELETE FROM instances WHERE instance_id = ?";

  private static final String UNBORN =
      "SELECT instance_id FROM orchestrator_queue WHERE parent_instance = ?";
  private static final String STARTS_OF_UNBORN =
      "DELETE FROM orchestrator_queue WHERE parent_instance = ?";

  private InstanceRows() {}

  static DeletionCounts delete(Session session, String instance, long now) throws SQLException {
    int events = session.update(EVENTS, instance);
    int executions = session.update(EXECUTIONS, instance);
    int messages = session.update(MESSAGES, instance);
    messages += session.update(ACTIVITIES, instance);
    TurnQueue.remove(session, instance);
    KeyValueWrites.delete(session, instance);
    int instances = session.update(INSTANCE, instance);
    messages += deleteUnborn(session, instance, now);
    return new DeletionCounts(instances, executions, events, messages);
  }

  /** Children whose start still waits would report to whoever gets the parent's id next. */
  private static int deleteUnborn(Session session, String parent, long now) throws SQLException {
    List<String> waiting = session.queryAll(UNBORN, row -> row.getString(1), parent);
    if (waiting.isEmpty()) {
      return 0;
    }
    int deleted = session.update(STARTS_OF_UNBORN, parent);
    Set<String> children = new LinkedHashSet<>(waiting);
    for (String child : children) {
      // Also if a turn has the start in hand: it must not commit.
      TurnQueue.release(session, child, now);
    }
    return deleted;
  }
}
