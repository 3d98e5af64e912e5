package io.duroxide.provider.jdbc;

import io.duroxide.history.ActivityWorkItem;
import java.sql.SQLException;

/** Puts an activity on the worker queue. */
final class ActivityInsert {

  private static final String PLAIN =
      "INSERT INTO worker_queue (instance_id, execution_id, scheduled_id, item, visible_at,"
          + " available_at) VALUES (?, ?, ?, ?, ?, ?)";

  /** The session's owner stands with each of its activities: fetches look for it there. */
  private static final String ROUTED =
      "INSERT INTO worker_queue (instance_id, execution_id, scheduled_id, item, visible_at,"
          + " available_at, tag, session_id, session_owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
          + " (SELECT owner FROM sessions WHERE session_id = ?))";

  private ActivityInsert() {}

  static void run(Session session, ActivityWorkItem item, String json, long now)
      throws SQLException {
    String instance = item.instance();
    long execution = item.executionId();
    long id = item.scheduledId();
    String tag = item.tag();
    String shared = item.sessionId();
    if (tag == null && shared == null) {
      session.update(PLAIN, instance, execution, id, json, Visibility.AT_ONCE, now);
    } else {
      session.update(
          ROUTED, instance, execution, id, json, Visibility.AT_ONCE, now, tag, shared, shared);
    }
    session.effects().activities().due(Visibility.AT_ONCE, now);
  }
}
