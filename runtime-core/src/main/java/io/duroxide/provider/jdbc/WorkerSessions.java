package io.duroxide.provider.jdbc;

import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/**
 * Which worker has which session. The owner stands with each waiting activity of the session, too,
 * so that a fetch need not look at the activities of others; a session that has expired keeps its
 * owner until a fetch that may claim it comes along.
 */
public final class WorkerSessions {

  /** Without any, sessions cost a fetch nothing more than this. */
  private static final String ACTIVITIES_WAIT =
      "SELECT 1 FROM worker_queue WHERE session_id IS NOT NULL LIMIT 1";

  private static final String EXPIRED =
      "SELECT session_id FROM sessions WHERE owner IS NOT NULL AND expires_at <= ?";
  private static final String NEXT_EXPIRY =
      "SELECT expires_at FROM sessions WHERE owner IS NOT NULL ORDER BY expires_at LIMIT 1";
  private static final String FREE = "UPDATE sessions SET owner = NULL WHERE session_id = ?";
  private static final String CLAIM =
      "INSERT INTO sessions (session_id, owner, expires_at, active_at, leased_at)"
          + " VALUES (?, ?, ?, ?, ?)"
          + " ON CONFLICT (session_id) DO UPDATE SET owner = excluded.owner,"
          + " expires_at = CASE WHEN excluded.expires_at > sessions.expires_at"
          + " THEN excluded.expires_at ELSE sessions.expires_at END,"
          + " active_at = excluded.active_at, leased_at = excluded.leased_at";
  private static final String PASS_ON =
      "UPDATE worker_queue SET session_owner = ? WHERE session_id = ?";
  private static final String TOUCH = "UPDATE sessions SET active_at = ? WHERE session_id = ?";
  private static final String RENEW =
      "UPDATE sessions SET expires_at = ?, leased_at = ? WHERE owner = ? AND expires_at > ? AND active_at > ?";
  private static final String FORGET_ORPHANS =
      "DELETE FROM sessions WHERE expires_at <= ? AND NOT EXISTS"
          + " (SELECT 1 FROM worker_queue w WHERE w.session_id = sessions.session_id)";

  private WorkerSessions() {}

  /** Returns how many were renewed: those that live and have shown a sign of life lately. */
  public static Operation<Integer> renew(
      Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    Set<String> each = Set.copyOf(owners);
    return session -> {
      long now = session.now();
      long expiry = Session.after(now, extendBy);
      long idleSince = now - (Session.after(now, idleTimeout) - now);
      int renewed = 0;
      for (String owner : each) {
        renewed += session.update(RENEW, expiry, now, owner, now, idleSince);
      }
      if (renewed > 0) {
        session.effects().activities().due(expiry, now);
      }
      return renewed;
    };
  }

  /** Returns how many were forgotten: those that have expired and have nothing to do. */
  public static Operation<Integer> forgetOrphans() {
    return session -> session.update(FORGET_ORPHANS, session.now());
  }

  static boolean activitiesWait(Session session) throws SQLException {
    return session.exists(ACTIVITIES_WAIT);
  }

  static void freeExpired(Session session, long now) throws SQLException {
    for (String expired : session.queryAll(EXPIRED, row -> row.getString(1), now)) {
      session.update(FREE, expired);
      session.update(PASS_ON, null, expired);
    }
  }

  static long nextExpiry(Session session) throws SQLException {
    return session.queryLong(NEXT_EXPIRY, Long.MAX_VALUE);
  }

  /** The session is free, or the claimant's already. */
  static void claim(Session session, String shared, SessionClaim claim, long now)
      throws SQLException {
    long expiry = Session.after(now, claim.lockTimeout());
    session.update(CLAIM, shared, claim.owner(), expiry, now, now);
    session.update(PASS_ON, claim.owner(), shared);
  }

  /** One of the session's activities showed a sign of life. */
  static void touch(Session session, String shared, long now) throws SQLException {
    session.update(TOUCH, now, shared);
  }
}
