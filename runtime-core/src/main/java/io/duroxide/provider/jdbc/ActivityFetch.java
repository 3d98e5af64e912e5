package io.duroxide.provider.jdbc;

import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Locks the activity that has been visible for longest among those the filter takes, and claims its
 * session. While it is locked, {@code visible_at} is when the lock runs out, and {@code leased_at}
 * when it began; {@code available_at} keeps since when it could be fetched.
 */
public final class ActivityFetch implements Operation<@Nullable FetchedActivity> {

  private final Duration lockTimeout;
  private final WorkerFilter filter;
  private final ActivityRanges withoutSessions;

  public ActivityFetch(Duration lockTimeout, WorkerFilter filter) {
    this.lockTimeout = lockTimeout;
    this.filter = filter;
    this.withoutSessions = ActivityRanges.withoutSessions(filter.tags());
  }

  @Override
  public @Nullable FetchedActivity run(Session session) throws SQLException {
    long now = session.now();
    session.leases().restartIfClockWentBack(session, now);
    SessionClaim claim = filter.sessions();
    if (claim == null || !WorkerSessions.activitiesWait(session)) {
      return fetch(session, withoutSessions, Long.MAX_VALUE, now);
    }
    WorkerSessions.freeExpired(session, now);
    ActivityRanges ranges = ActivityRanges.withSessionsOf(claim.owner(), filter.tags());
    FetchedActivity fetched = fetch(session, ranges, WorkerSessions.nextExpiry(session), now);
    if (fetched != null && fetched.sessionId() != null) {
      WorkerSessions.claim(session, fetched.sessionId(), claim, now);
    }
    return fetched;
  }

  /**
   * @param nextChance when something may become due besides the activities of the ranges
   */
  private @Nullable FetchedActivity fetch(
      Session session, ActivityRanges ranges, long nextChance, long now) throws SQLException {
    long expiry = Session.after(now, lockTimeout);
    FetchedActivity fetched = ranges.lock(session, LockTokens.nextValue(), expiry, now);
    QueueEffects effects = session.effects().activities();
    if (fetched == null) {
      effects.nothingFetched(Math.min(ranges.earliestVisible(session), nextChance));
    } else {
      effects.due(expiry, now);
    }
    return fetched;
  }
}
