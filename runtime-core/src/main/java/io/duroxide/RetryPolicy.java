package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a failed activity is tried again, and after which pause. An error that says it is not
 * retryable ends the attempts at once.
 *
 * @param maxAttempts attempts in all, the first included; at least 1
 * @param backoff the pause before each further attempt
 */
public record RetryPolicy(int maxAttempts, Backoff backoff) {

  /** A single attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Backoff.none());

  public RetryPolicy {
    requireNonNull(backoff, "backoff");
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1, was " + maxAttempts);
    }
  }

  /**
   * {@code maxAttempts} with exponential back-off from 100 ms, doubling up to 30 s (duroxide's
   * defaults).
   */
  public static RetryPolicy attempts(int maxAttempts) {
    return new RetryPolicy(
        maxAttempts, Backoff.exponential(Duration.ofMillis(100), 2.0, Duration.ofSeconds(30)));
  }

  public RetryPolicy withBackoff(Backoff newBackoff) {
    return new RetryPolicy(maxAttempts, newBackoff);
  }
}
