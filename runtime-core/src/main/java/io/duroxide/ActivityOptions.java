package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an activity call behaves.
 *
 * @param retryPolicy how often a failed attempt is repeated
 * @param attemptTimeout limit of one attempt's running time, or null for none; a timed-out attempt
 *     is an ordinary failed attempt to the retry policy
 */
public record ActivityOptions(RetryPolicy retryPolicy, @Nullable Duration attemptTimeout) {

  /** One attempt, no time limit. */
  public static final ActivityOptions DEFAULT = new ActivityOptions(RetryPolicy.NONE, null);

  public ActivityOptions {
    requireNonNull(retryPolicy, "retryPolicy");
    if (attemptTimeout != null && (attemptTimeout.isNegative() || attemptTimeout.isZero())) {
      throw new IllegalArgumentException("attemptTimeout must be positive, was " + attemptTimeout);
    }
  }

  public static ActivityOptions retrying(RetryPolicy retryPolicy) {
    return new ActivityOptions(retryPolicy, null);
  }

  public ActivityOptions withAttemptTimeout(Duration timeout) {
    return new ActivityOptions(retryPolicy, requireNonNull(timeout, "timeout"));
  }
}
