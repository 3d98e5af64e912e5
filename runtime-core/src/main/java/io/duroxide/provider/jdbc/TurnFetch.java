package io.duroxide.provider.jdbc;

import io.duroxide.provider.LockToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Locks the instance that has been due for longest and tags its visible messages. */
public final class TurnFetch implements Operation<@Nullable FetchedTurn> {

  private static final String LOCK =
      "UPDATE turn_queue SET lock_token = ?, due_at = ? WHERE instance_id ="
          + " (SELECT instance_id FROM turn_queue WHERE due_at <= ? ORDER BY due_at LIMIT 1)"
          + " RETURNING instance_id";
  private static final String TAG =
      "UPDATE orchestrator_queue SET lock_token = ?, deliveries = deliveries + 1"
          + " WHERE instance_id = ? AND visible_at <= ? RETURNING id, deliveries, message";
  private static final String CURRENT =
      "SELECT e.execution_id, e.name, e.version, e.status, e.last_event_id, e.turns, i.started_at,"
          + " i.parent FROM instances i JOIN executions e ON e.instance_id = i.instance_id"
          + " AND e.execution_id = i.current_execution_id WHERE i.instance_id = ?";
  private static final String EARLIEST_DUE =
      "SELECT due_at FROM turn_queue ORDER BY due_at LIMIT 1";

  private final Duration lockTimeout;

  public TurnFetch(Duration lockTimeout) {
    this.lockTimeout = lockTimeout;
  }

  @Override
  public @Nullable FetchedTurn run(Session session) throws SQLException {
    long now = session.now();
    long expiry = Session.after(now, lockTimeout);
    String value = LockTokens.nextValue();
    String instance = session.queryFirst(LOCK, row -> row.getString(1), value, expiry, now);
    QueueEffects effects = session.effects().turns();
    if (instance == null) {
      effects.nothingFetched(session.queryLong(EARLIEST_DUE, TurnQueue.PARKED));
      return null;
    }
    effects.due(expiry, now);
    List<FetchedTurn.Message> messages =
        session.queryAll(TAG, TurnFetch::message, value, instance, now);
    // No database promises an order of returned rows.
    messages.sort(Comparator.comparingLong(FetchedTurn.Message::id));
    return new FetchedTurn(
        new LockToken(instance, value),
        messages,
        session.queryFirst(CURRENT, FetchedTurn.Current::read, instance));
  }

  private static FetchedTurn.Message message(ResultSet row) throws SQLException {
    return new FetchedTurn.Message(row.getLong(1), row.getInt(2), row.getString(3));
  }
}
