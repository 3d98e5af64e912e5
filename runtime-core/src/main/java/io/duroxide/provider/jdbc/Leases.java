package io.duroxide.provider.jdbc;

import java.sql.SQLException;

/**
 * Keeps locks and pauses of this store from lasting longer than they were meant to because the
 * clock was set back: those that began at a time that has not come yet begin anew, each for as long
 * as it was given. Their holders, if they live, notice nothing; the locks of dead ones run out.
 *
 * <p>Looked after by a fetch that finds the clock behind an earlier reading, by the first one of a
 * process, which does not know what happened before, and now and then, since another process may
 * have had another clock. Belongs to one session.
 */
final class Leases {

  /** Less than this is not worth visiting every row. */
  private static final long STEP_MILLIS = 1_000;

  private static final long LOOK_AGAIN_MILLIS = 60_000;

  private static final String TURNS =
      "UPDATE turn_queue SET due_at = due_at - since + ?, since = ?"
          + " WHERE lock_token IS NOT NULL AND since > ?";
  private static final String ACTIVITIES =
      "UPDATE worker_queue SET visible_at = visible_at - leased_at + ?, leased_at = ?"
          + " WHERE leased_at > ? AND visible_at > 0";
  private static final String SESSIONS =
      "UPDATE sessions SET expires_at = expires_at - leased_at + ?, leased_at = ?, active_at ="
          + " CASE WHEN active_at > ? THEN ? ELSE active_at END WHERE leased_at > ?";

  private boolean suspected;
  private long latest;
  private long lastLook = Long.MAX_VALUE;

  /** The clock may have been set back without having been read here before. */
  void suspect() {
    suspected = true;
  }

  void restartIfClockWentBack(Session session, long now) throws SQLException {
    suspected |= latest - now >= STEP_MILLIS || now - LOOK_AGAIN_MILLIS >= lastLook;
    latest = now;
    if (suspected) {
      // Until nothing is found: this transaction may come to nothing.
      suspected = restart(session, now) > 0;
      lastLook = now;
    } else if (lastLook > now) {
      lastLook = now;
    }
  }

  private static int restart(Session session, long now) throws SQLException {
    return session.update(TURNS, now, now, now)
        + session.update(ACTIVITIES, now, now, now)
        + session.update(SESSIONS, now, now, now, now, now);
  }
}
