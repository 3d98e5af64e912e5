package io.duroxide.provider.jdbc;

import io.duroxide.provider.LockToken;
import io.duroxide.provider.ProviderException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the holder of a locked instance may do besides committing a turn. */
public final class TurnLock {

  private static final String RENEW =
      "UPDATE turn_queue SET due_at = ?, since = ? WHERE instance_id = ? AND lock_token = ? AND due_at > ?";

  /** Behind all that is due already. */
  private static final String GIVE_BACK =
      "UPDATE turn_queue SET due_at = ?, since = ?, lock_token = ?,"
          + " place = (SELECT MAX(id) + 1 FROM orchestrator_queue)"
          + " WHERE instance_id = ? AND lock_token = ? AND due_at > ?";

  private static final String UNTAG =
      "UPDATE orchestrator_queue SET lock_token = NULL, deliveries ="
          + " CASE WHEN deliveries > ? THEN deliveries - ? ELSE 0 END"
          + " WHERE instance_id = ? AND lock_token = ?";

  private TurnLock() {}

  public static Operation<@Nullable Void> renew(LockToken token, Duration extendBy) {
    return session -> {
      long now = session.now();
      long expiry = Session.after(now, extendBy);
      if (session.update(RENEW, expiry, now, token.subject(), token.value(), now) == 0) {
        throw ProviderException.lockLost("renewOrchestrationItemLock", token);
      }
      session.effects().turns().due(expiry, now);
      return null;
    };
  }

  public static Operation<@Nullable Void> abandon(
      LockToken token, Duration delay, boolean ignoreAttempt) {
    return session -> {
      giveBack(session, token, delay);
      int takenBack = ignoreAttempt ? 1 : 0;
      session.update(UNTAG, takenBack, takenBack, token.subject(), token.value());
      return null;
    };
  }

  private static void giveBack(Session session, LockToken token, Duration delay)
      throws SQLException {
    long now = session.now();
    long due = Visibility.after(now, delay);
    String holder = due > now ? TurnQueue.DELAYED : null;
    if (session.update(GIVE_BACK, due, now, holder, token.subject(), token.value(), now) == 0) {
      throw ProviderException.lockLost("abandonOrchestrationItem", token);
    }
    session.effects().turns().due(due, now);
  }
}
