package io.duroxide.provider.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Locks the activity that has been visible for longest. While it is locked, {@code visible_at} is
 * when the lock runs out; {@code available_at} keeps since when it could be fetched.
 */
public final class ActivityFetch implements Operation<@Nullable FetchedActivity> {

  private static final String LOCK =
      "UPDATE worker_queue SET lock_token = ?, available_at = visible_at, visible_at = ?,"
          + " deliveries = deliveries + 1 WHERE id = (SELECT id FROM worker_queue"
          + " WHERE visible_at <= ? ORDER BY visible_at, id LIMIT 1)"
          + " RETURNING id, item, deliveries, available_at";
  private static final String EARLIEST_VISIBLE =
      "SELECT visible_at FROM worker_queue ORDER BY visible_at LIMIT 1";

  private final Duration lockTimeout;

  public ActivityFetch(Duration lockTimeout) {
    this.lockTimeout = lockTimeout;
  }

  @Override
  public @Nullable FetchedActivity run(Session session) throws SQLException {
    long now = session.now();
    long expiry = Session.after(now, lockTimeout);
    String value = LockTokens.nextValue();
    FetchedActivity fetched =
        session.queryFirst(
            LOCK,
            row ->
                new FetchedActivity(
                    row.getLong(1), row.getString(2), row.getInt(3), now - row.getLong(4), value),
            value,
            expiry,
            now);
    QueueEffects effects = session.effects().activities();
    if (fetched == null) {
      effects.nothingFetched(session.queryLong(EARLIEST_VISIBLE, Long.MAX_VALUE));
    } else {
      effects.due(expiry, now);
    }
    return fetched;
  }
}
