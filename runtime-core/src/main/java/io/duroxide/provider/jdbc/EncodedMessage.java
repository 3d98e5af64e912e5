package io.duroxide.provider.jdbc;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.ParentLink;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A message ready to be stored.
 *
 * @param starts whether it may bring a new instance to life
 * @param starts whether it may bring a new instance to life
 * @param parent whose child it starts, or null
 * @param resumes whether it ends a suspension
 * @param timer whether it is of no use once the execution that sent it has ended
 */
record EncodedMessage(
    String instance,
    boolean starts,
    @Nullable ParentLink parent,
    boolean resumes,
    boolean timer,
    String json) {

  private static final String INSERT =
      "INSERT INTO orchestrator_queue (instance_id, starts, message, visible_at, enqueued_at,"
          + " parent_instance, parent, timer) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id";

  /** Lowers the due time of an unlocked row; a locked one is looked at again when released. */
  private static final String LOWER_DUE =
      " ON CONFLICT (instance_id) DO UPDATE SET due_at = excluded.due_at,"
          + " place = excluded.place, since = excluded.since WHERE turn_queue.lock_token IS NULL AND excluded.due_at < turn_queue.due_at"
          + " RETURNING due_at";

  private static final String MAKE_READY =
      "INSERT INTO turn_queue (instance_id, place, since, due_at) VALUES (?, ?, ?, ?)" + LOWER_DUE;

  /** As above, but an instance that does not exist is parked, or stays due as its start is. */
  private static final String MAKE_READY_IF_EXISTS =
      "INSERT INTO turn_queue (instance_id, place, since, due_at) SELECT ?, ?, ?, CASE WHEN EXISTS"
          + " (SELECT 1 FROM instances WHERE instance_id = ?) THEN ? ELSE "
          + TurnQueue.PARKED
          + " END WHERE 1 = 1"
          + LOWER_DUE;

  static EncodedMessage of(OrchestratorMessage message) {
    StartOrchestration start = message instanceof StartOrchestration it ? it : null;
    return new EncodedMessage(
        message.instance(),
        start != null,
        start == null ? null : start.parent(),
        message instanceof CancelInstance,
        message instanceof TimerFired,
        HistoryCodec.encode(message));
  }

  /**
   * @param visibleAt see {@link Visibility}
   */
  void insert(Session session, long visibleAt, long now) throws SQLException {
    if (resumes) {
      Suspension.end(session, instance, now);
    }
    long id = session.queryLong(INSERT, 0, row(visibleAt, now));
    long due =
        starts
            ? session.queryLong(MAKE_READY, TurnQueue.PARKED, instance, id, now, visibleAt)
            : session.queryLong(
                MAKE_READY_IF_EXISTS, TurnQueue.PARKED, instance, id, now, instance, visibleAt);
    session.effects().turns().due(due, now);
  }

  private @Nullable Object[] row(long visibleAt, long now) {
    return new @Nullable Object[] {
      instance,
      starts ? 1 : 0,
      json,
      visibleAt,
      now,
      parent == null ? null : parent.instance(),
      parent == null ? null : HistoryCodec.encode(parent),
      timer ? 1 : 0
    };
  }
}
