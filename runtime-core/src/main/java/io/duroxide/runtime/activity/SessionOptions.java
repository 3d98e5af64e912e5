package io.duroxide.runtime.activity;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a node serves sessions of activities.
 *
 * @param maxSessions distinct sessions with an activity running here; at this number only
 *     activities without a session are taken
 * @param lockTimeout after which the sessions of a dead node are free
 * @param idleTimeout after which a session that showed no sign of life is free
 * @param cleanupInterval how often sessions nobody needs any more are removed from the store
 */
public record SessionOptions(
    int maxSessions, Duration lockTimeout, Duration idleTimeout, Duration cleanupInterval) {

  /** As in duroxide. */
  public static final SessionOptions DEFAULT =
      new SessionOptions(10, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5));

  public SessionOptions {
    if (maxSessions < 1) {
      throw new IllegalArgumentException("maxSessions must be at least 1, was " + maxSessions);
    }
    requirePositive(lockTimeout, "sessionLockTimeout");
    requirePositive(idleTimeout, "sessionIdleTimeout");
    requirePositive(cleanupInterval, "sessionCleanupInterval");
  }

  private static void requirePositive(Duration value, String name) {
    if (requireNonNull(value, name).isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
