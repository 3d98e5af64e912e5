package io.duroxide.provider.jdbc;

import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.LockToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code turn_queue}: one row per instance with messages, both ready list and lock. {@code
 * due_at} is when the instance may be fetched: while unlocked, when its first message is visible;
 * while locked, when the lock runs out. So an expired lock needs nobody to clean it up. {@code
 * since} is when that was decided, and {@code place} the message that made the instance due: the
 * order of those that are due at once.
 *
 * <p>An instance that is not to be fetched although it may be due is put aside, out of the index of
 * those that are due: {@code aside} tells why, as {@link #SUSPENDED} or the number of the runtime
 * version it waits for.
 */
final class TurnQueue {

  /** Due never: messages without an instance, until a start arrives. */
  static final long PARKED = Long.MAX_VALUE;

  /** Holder of an instance that was given back with a delay: later messages do not cut it short. */
  static final String DELAYED = "-";

  /** Put aside until it is resumed. Numbers of versions are not negative. */
  static final long SUSPENDED = -1;

  private static final String HOLDS =
      "SELECT 1 FROM turn_queue WHERE instance_id = ? AND lock_token = ? AND due_at > ?";

  /** Only a start makes an instance that does not exist yet come due. */
  private static final String START_WAITS =
      "SELECT 1 FROM turn_queue WHERE instance_id = ? AND due_at < " + PARKED;

  private static final String FIRST_VISIBLE =
      "SELECT visible_at, id, enqueued_at FROM orchestrator_queue WHERE instance_id = ?"
          + " AND starts >= ? ORDER BY visible_at, id LIMIT 1";
  private static final String HAS_MESSAGES =
      "SELECT 1 FROM orchestrator_queue WHERE instance_id = ?";
  private static final String STATUS = "SELECT status FROM instances WHERE instance_id = ?";
  private static final String REMOVE = "DELETE FROM turn_queue WHERE instance_id = ?";

  /** Messages that arrived during the turn do not carry its token. */
  private static final String REMOVE_IF_DONE =
      "DELETE FROM turn_queue WHERE instance_id = ? AND lock_token = ? AND due_at > ?"
          + " AND aside IS NULL AND NOT EXISTS (SELECT 1 FROM orchestrator_queue WHERE instance_id = ?"
          + " AND (lock_token IS NULL OR lock_token <> ?))";

  private static final String UNLOCK =
      "UPDATE turn_queue SET lock_token = NULL, due_at = ?, place = ?, since = ?, aside = ?"
          + " WHERE instance_id = ?";

  private TurnQueue() {}

  static boolean holds(Session session, LockToken token, long now) throws SQLException {
    return session.exists(HOLDS, token.subject(), token.value(), now);
  }

  static boolean instanceExists(Session session, String instance) throws SQLException {
    return status(session, instance) != null;
  }

  /** Whether the start of an instance that does not exist yet is on its way. */
  static boolean startWaits(Session session, String instance) throws SQLException {
    return session.exists(START_WAITS, instance);
  }

  /** Null if no turn of the instance was ever committed. */
  static @Nullable InstanceStatus status(Session session, String instance) throws SQLException {
    return session.queryFirst(STATUS, row -> InstanceStatus.valueOf(row.getString(1)), instance);
  }

  static void remove(Session session, String instance) throws SQLException {
    session.update(REMOVE, instance);
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
    InstanceStatus status = status(session, instance);
    DeliveryOrder first =
        session.queryFirst(FIRST_VISIBLE, TurnQueue::order, instance, status == null ? 1 : 0);
    long due = first == null ? PARKED : Visibility.from(first.visibleAt(), now);
    if (status == InstanceStatus.SUSPENDED) {
      unlock(session, instance, due, first, SUSPENDED);
    } else if (due == PARKED && !session.exists(HAS_MESSAGES, instance)) {
      remove(session, instance);
    } else {
      unlock(session, instance, due, first, null);
      session.effects().turns().due(due, now);
    }
  }

  private static void unlock(
      Session session,
      String instance,
      long due,
      @Nullable DeliveryOrder first,
      @Nullable Long aside)
      throws SQLException {
    long place = first == null ? 0 : first.id();
    long since = first == null ? 0 : first.since();
    session.update(UNLOCK, due, place, since, aside, instance);
  }

  private static DeliveryOrder order(ResultSet row) throws SQLException {
    return new DeliveryOrder(row.getLong(2), row.getLong(1), row.getLong(3));
  }
}
