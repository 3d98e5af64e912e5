package io.duroxide.provider.jdbc;

import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.VersionRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Locks the instance that has been due for longest and tags its visible messages. Those that were
 * due at once come in the order of their messages' arrival, those that are due from a moment on, in
 * the order of these moments; between the first ones of both, the times decide. So a wrong clock
 * can make an instance wait for others, and never for the clock.
 *
 * <p>An instance whose execution the caller cannot replay is put aside under its runtime version,
 * where only those look who can: it is met once, however often and by however many it cannot be
 * taken.
 */
public final class TurnFetch implements Operation<@Nullable FetchedTurn> {

  private static final String AT_ONCE =
      " FROM turn_queue WHERE aside IS NULL AND due_at = 0 ORDER BY place LIMIT 1)";
  private static final String LATER =
      " FROM turn_queue WHERE aside IS NULL AND due_at > 0 AND due_at <= ?"
          + " ORDER BY due_at LIMIT 1)";
  private static final String LOCK =
      "UPDATE turn_queue SET lock_token = ?, due_at = ?, since = ?, aside = NULL"
          + " WHERE instance_id = COALESCE("
          + "(SELECT instance_id FROM turn_queue WHERE aside BETWEEN ? AND ? LIMIT 1),"
          + " CASE WHEN (SELECT due_at"
          + LATER
          + " < (SELECT CASE WHEN since < ? THEN since ELSE ? END"
          + AT_ONCE
          + " THEN (SELECT instance_id"
          + LATER
          + " END, (SELECT instance_id"
          + AT_ONCE
          + ", (SELECT instance_id"
          + LATER
          + ") RETURNING instance_id";
  private static final String PUT_ASIDE =
      "UPDATE turn_queue SET lock_token = NULL, due_at = ?, aside = ? WHERE instance_id = ?";
  private static final String TAG =
      "UPDATE orchestrator_queue SET lock_token = ?, deliveries = deliveries + 1"
          + " WHERE instance_id = ? AND visible_at <= ? RETURNING id, deliveries, message,"
          + " visible_at, enqueued_at, parent";
  private static final String CURRENT =
      "SELECT e.execution_id, e.name, e.version, e.status, e.last_event_id, e.turns, i.started_at,"
          + " i.parent, e.runtime_version, e.history_bytes, e.runtime_number FROM instances i"
          + " JOIN executions e ON e.instance_id = i.instance_id"
          + " AND e.execution_id = i.current_execution_id WHERE i.instance_id = ?";
  private static final String EARLIEST_DUE =
      "SELECT due_at FROM turn_queue WHERE aside IS NULL AND due_at > 0 ORDER BY due_at LIMIT 1";

  private final Duration lockTimeout;
  private final long firstVersion;
  private final long lastVersion;

  public TurnFetch(Duration lockTimeout, @Nullable VersionRange supported) {
    this.lockTimeout = lockTimeout;
    this.firstVersion = RuntimeVersions.first(supported);
    this.lastVersion = RuntimeVersions.last(supported);
  }

  @Override
  public @Nullable FetchedTurn run(Session session) throws SQLException {
    long now = session.now();
    session.leases().restartIfClockWentBack(session, now);
    long expiry = Session.after(now, lockTimeout);
    String value = LockTokens.nextValue();
    while (true) {
      String instance =
          session.queryFirst(
              LOCK,
              row -> row.getString(1),
              value,
              expiry,
              now,
              firstVersion,
              lastVersion,
              now,
              now,
              now,
              now,
              now);
      if (instance == null) {
        long earliest = session.queryLong(EARLIEST_DUE, TurnQueue.PARKED);
        session.effects().turns().nothingFetched(earliest);
        return null;
      }
      FetchedTurn.Current current =
          session.queryFirst(CURRENT, FetchedTurn.Current::read, instance);
      if (current == null || supports(current.runtimeNumber())) {
        session.effects().turns().due(expiry, now);
        return new FetchedTurn(
            new LockToken(instance, value), tag(session, instance, value, now), current);
      }
      session.update(PUT_ASIDE, Visibility.AT_ONCE, current.runtimeNumber(), instance);
    }
  }

  private boolean supports(@Nullable Long version) {
    return version == null || (firstVersion <= version && version <= lastVersion);
  }

  private static List<FetchedTurn.Message> tag(
      Session session, String instance, String value, long now) throws SQLException {
    List<FetchedTurn.Message> messages =
        session.queryAll(TAG, TurnFetch::message, value, instance, now);
    return DeliveryOrder.sort(messages, FetchedTurn.Message::order);
  }

  private static FetchedTurn.Message message(ResultSet row) throws SQLException {
    return new FetchedTurn.Message(
        new DeliveryOrder(row.getLong(1), row.getLong(4), row.getLong(5)),
        row.getInt(2),
        row.getString(3),
        row.getString(6));
  }
}
