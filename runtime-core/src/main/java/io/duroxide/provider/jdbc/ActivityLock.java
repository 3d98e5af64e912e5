package io.duroxide.provider.jdbc;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.ProviderException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the holder of a locked activity may do. */
public final class ActivityLock {

  private static final String IF_HELD = " WHERE id = ? AND lock_token = ? AND visible_at > ?";
  private static final String READ = "SELECT instance_id, item FROM worker_queue" + IF_HELD;
  private static final String REMOVE = "DELETE FROM worker_queue" + IF_HELD;
  private static final String RENEW =
      "UPDATE worker_queue SET visible_at = ?, leased_at = ?" + IF_HELD;
  private static final String GIVE_BACK =
      "UPDATE worker_queue SET visible_at = ?, available_at = ?, leased_at = ?,"
          + " lock_token = NULL, deliveries ="
          + " CASE WHEN deliveries > ? THEN deliveries - ? ELSE 0 END"
          + IF_HELD;

  private ActivityLock() {}

  public static Operation<@Nullable Void> ack(
      LockToken lock, @Nullable OrchestratorMessage completion) {
    ActivityToken token = ActivityToken.of(lock);
    EncodedMessage message = completion == null ? null : EncodedMessage.of(completion);
    return session -> {
      long now = session.now();
      if (token.undecodable()) {
        keep(session, token, now);
      }
      requireHeld(session.update(REMOVE, token.id(), token.value(), now), "ackWorkItem", lock);
      touchSession(session, token, now);
      if (message != null) {
        message.insert(session, Visibility.AT_ONCE, now);
      }
      return null;
    };
  }

  public static Operation<@Nullable Void> renew(LockToken lock, Duration extendBy) {
    ActivityToken token = ActivityToken.of(lock);
    return session -> {
      long now = session.now();
      long expiry = Session.after(now, extendBy);
      requireHeld(
          session.update(RENEW, expiry, now, token.id(), token.value(), now),
          "renewWorkItemLock",
          lock);
      touchSession(session, token, now);
      session.effects().activities().due(expiry, now);
      return null;
    };
  }

  public static Operation<@Nullable Void> abandon(
      LockToken lock, Duration delay, boolean ignoreAttempt) {
    ActivityToken token = ActivityToken.of(lock);
    int takenBack = ignoreAttempt ? 1 : 0;
    return session -> {
      long now = session.now();
      long visible = Visibility.after(now, delay);
      int changed =
          session.update(
              GIVE_BACK, visible, now, now, takenBack, takenBack, token.id(), token.value(), now);
      requireHeld(changed, "abandonWorkItem", lock);
      touchSession(session, token, now);
      session.effects().activities().due(visible, now);
      return null;
    };
  }

  /** The stored text of an activity that nobody could read outlives it. */
  private static void keep(Session session, ActivityToken token, long now) throws SQLException {
    FetchedText text =
        session.queryFirst(
            READ,
            row -> new FetchedText(row.getString(1), row.getString(2)),
            token.id(),
            token.value(),
            now);
    if (text != null) {
      DeadLetters.putActivity(session, text.instance(), text.item(), now);
    }
  }

  private static void touchSession(Session session, ActivityToken token, long now)
      throws SQLException {
    if (token.sessionId() != null) {
      WorkerSessions.touch(session, token.sessionId(), now);
    }
  }

  private static void requireHeld(int rows, String operation, LockToken token) {
    if (rows == 0) {
      throw ProviderException.lockLost(operation, token);
    }
  }

  private record FetchedText(String instance, String item) {}
}
