package io.duroxide.provider.jdbc;

import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.ProviderException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the holder of a locked activity may do. */
public final class ActivityLock {

  private static final String IF_HELD = " WHERE id = ? AND lock_token = ? AND visible_at > ?";
  private static final String REMOVE = "DELETE FROM worker_queue" + IF_HELD;
  private static final String RENEW = "UPDATE worker_queue SET visible_at = ?" + IF_HELD;
  private static final String GIVE_BACK =
      "UPDATE worker_queue SET visible_at = ?, lock_token = NULL, deliveries ="
          + " CASE WHEN deliveries > ? THEN deliveries - ? ELSE 0 END"
          + IF_HELD;

  private ActivityLock() {}

  public static Operation<@Nullable Void> ack(
      LockToken token, @Nullable OrchestratorMessage completion) {
    long id = id("ackWorkItem", token);
    EncodedMessage message = completion == null ? null : EncodedMessage.of(completion);
    return session -> {
      long now = session.now();
      requireHeld(session.update(REMOVE, id, token.value(), now), "ackWorkItem", token);
      if (message != null) {
        message.insert(session, now, now);
      }
      return null;
    };
  }

  public static Operation<@Nullable Void> renew(LockToken token, Duration extendBy) {
    long id = id("renewWorkItemLock", token);
    return session -> {
      long now = session.now();
      long expiry = Session.after(now, extendBy);
      requireHeld(
          session.update(RENEW, expiry, id, token.value(), now), "renewWorkItemLock", token);
      session.effects().activities().due(expiry, now);
      return null;
    };
  }

  public static Operation<@Nullable Void> abandon(
      LockToken token, Duration delay, boolean ignoreAttempt) {
    long id = id("abandonWorkItem", token);
    int takenBack = ignoreAttempt ? 1 : 0;
    return session -> {
      long now = session.now();
      long visible = Session.after(now, delay);
      int changed =
          session.update(GIVE_BACK, visible, takenBack, takenBack, id, token.value(), now);
      requireHeld(changed, "abandonWorkItem", token);
      session.effects().activities().due(visible, now);
      return null;
    };
  }

  private static void requireHeld(int rows, String operation, LockToken token) {
    if (rows == 0) {
      throw ProviderException.lockLost(operation, token);
    }
  }

  private static long id(String operation, LockToken token) {
    try {
      return Long.parseLong(token.subject());
    } catch (NumberFormatException foreignToken) {
      throw ProviderException.lockLost(operation, token);
    }
  }
}
