package io.duroxide.provider.jdbc;

import io.duroxide.provider.LockToken;
import java.sql.SQLException;

/**
 * The {@code turn_queue}: one row per instance with messages, both ready list and lock. {@code
 * due_at} is when the instance may be fetched: while unlocked, when its first message is visible;
 * while locked, when the lock runs out. So an expired lock needs nobody to clean it up.
 */
final class TurnQueue {

  /** Due never: messages without an instance, until a start arrives. */
  static final long PARKED = Long.MAX_VALUE;

  /** Holder of an instance that was given back with a delay: later messages do not cut it short. */
  static final String DELAYED = "-";

  private static final String HOLDS =
      "SELECT 1 FROM turn_queue WHERE instance_id = ? AND lock_token = ? AND due_at > ?";
  private static final String FIRST_VISIBLE =
      "SELECT MIN(visible_at) FROM orchestrator_queue WHERE instance_id = ?";
  private static final String FIRST_START_VISIBLE =
      "SELECT MIN(visible_at) FROM orchestrator_queue WHERE instance_id = ? AND starts = 1";
  private static final String INSTANCE_EXISTS = "SELECT 1 FROM instances WHERE instance_id = ?";
  private static final String REMOVE = "DELETE FROM turn_queue WHERE instance_id = ?";

  /** Messages that arrived during the turn do not carry its token. */
  private static final String REMOVE_IF_DONE =
      "DELETE FROM turn_queue WHERE instance_id = ? AND lock_token = ? AND due_at > ?"
          + " AND NOT EXISTS (SELECT 1 FROM orchestrator_queue WHERE instance_id = ?"
          + " AND (lock_token IS NULL OR lock_token <> ?))";

  private static final String UNLOCK =
      "UPDATE turn_queue SET lock_token = NULL, due_at = ? WHERE instance_id = ?";

  private TurnQueue() {}

  static boolean holds(Session session, LockToken token, long now) throws SQLException {
    return session.exists(HOLDS, token.subject(), token.value(), now);
  }

  static boolean instanceExists(Session session, String instance) throws SQLException {
    return session.exists(INSTANCE_EXISTS, instance);
  }

  /**
   * The short way of an acknowledgement: checks the lock, and releases the instance if it has no
   * messages beyond those handed out. What the turn itself enqueues afterwards makes it due again.
   */
  static boolean releaseIfDone(Session session, LockToken token, long now) throws SQLException {
    String instance = token.subject();
    return session.update(REMOVE_IF_DONE, instance, token.value(), now, instance, token.value())
        > 0;
  }

  /** Unlocks an instance whose handed-out messages are gone. */
  static void release(Session session, String instance, long now) throws SQLException {
    long due = session.queryLong(FIRST_VISIBLE, PARKED, instance);
    if (due == PARKED) {
      session.update(REMOVE, instance);
      return;
    }
    if (!instanceExists(session, instance)) {
      due = session.queryLong(FIRST_START_VISIBLE, PARKED, instance);
    }
    session.update(UNLOCK, due, instance);
    session.effects().turns().due(due, now);
  }
}
