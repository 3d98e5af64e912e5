package io.duroxide.provider.jdbc;

import io.duroxide.provider.LockToken;
import io.duroxide.provider.VersionRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Locks the instance that has been due for longest and tags its visible messages.
 *
 * <p>An instance whose execution the caller cannot replay is put aside under its runtime version,
 * where only those look who can: it is met once, however often and by however many it cannot be
 * taken.
 */
public final class TurnFetch implements Operation<@Nullable FetchedTurn> {

  private static final String LOCK =
      "UPDATE turn_queue SET lock_token = ?, due_at = ?, aside = NULL WHERE instance_id = COALESCE("
          + "(SELECT instance_id FROM turn_queue WHERE aside BETWEEN ? AND ? LIMIT 1),"
          + " (SELECT instance_id FROM turn_queue WHERE aside IS NULL AND due_at <= ?"
          + " ORDER BY due_at LIMIT 1)) RETURNING instance_id";
  private static final String PUT_ASIDE =
      "UPDATE turn_queue SET lock_token = NULL, due_at = ?, aside = ? WHERE instance_id = ?";
  private static final String TAG =
      "UPDATE orchestrator_queue SET lock_token = ?, deliveries = deliveries + 1"
          + " WHERE instance_id = ? AND visible_at <= ? RETURNING id, deliveries, message";
  private static final String CURRENT =
      "SELECT e.execution_id, e.name, e.version, e.status, e.last_event_id, e.turns, i.started_at,"
          + " i.parent, e.runtime_version, e.history_bytes, e.runtime_number FROM instances i"
          + " JOIN executions e ON e.instance_id = i.instance_id"
          + " AND e.execution_id = i.current_execution_id WHERE i.instance_id = ?";
  private static final String EARLIEST_DUE =
      "SELECT due_at FROM turn_queue WHERE aside IS NULL ORDER BY due_at LIMIT 1";

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
    long expiry = Session.after(now, lockTimeout);
    String value = LockTokens.nextValue();
    while (true) {
      String instance =
          session.queryFirst(
              LOCK, row -> row.getString(1), value, expiry, firstVersion, lastVersion, now);
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
      session.update(PUT_ASIDE, now, current.runtimeNumber(), instance);
    }
  }

  private boolean supports(@Nullable Long version) {
    return version == null || (firstVersion <= version && version <= lastVersion);
  }

  private static List<FetchedTurn.Message> tag(
      Session session, String instance, String value, long now) throws SQLException {
    List<FetchedTurn.Message> messages =
        session.queryAll(TAG, TurnFetch::message, value, instance, now);
    // No database promises an order of returned rows.
    messages.sort(Comparator.comparingLong(FetchedTurn.Message::id));
    return messages;
  }

  private static FetchedTurn.Message message(ResultSet row) throws SQLException {
    return new FetchedTurn.Message(row.getLong(1), row.getInt(2), row.getString(3));
  }
}
