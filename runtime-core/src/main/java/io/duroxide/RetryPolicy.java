package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often a failed activity is tried again, and after which pause. An error that says it is not
 * retryable ends the attempts at once.
 *
 * @param maxAttempts attempts in all, the first included; at least 1
 * @param backoff the pause before each further attempt
 * @param nonRetryable errors that end the attempts at once: application error codes, or names of
 *     exception classes that were thrown or were the cause of what was thrown, without regard to
 *     their superclasses
 * @param deadline from the first scheduling to giving up; null, or too long to tell, for none: no
 *     attempt may run longer than what is left of it, and none is begun after it. An attempt that
 *     waits for a worker is not cut short by it
 */
public record RetryPolicy(
    int maxAttempts, Backoff backoff, Set<String> nonRetryable, @Nullable Duration deadline) {

  /** A single attempt. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Backoff.none());

  /**
   * @throws IllegalArgumentException if there is less than one attempt, or the deadline is not
   *     positive
   */
  public RetryPolicy {
    requireNonNull(backoff, "backoff");
    nonRetryable = Set.copyOf(nonRetryable);
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1, was " + maxAttempts);
    }
    if (deadline != null && (deadline.isNegative() || deadline.isZero())) {
      throw new IllegalArgumentException("deadline must be positive, was " + deadline);
    }
  }

  /** A policy for whatever error, without a deadline. */
  public RetryPolicy(int maxAttempts, Backoff backoff) {
    this(maxAttempts, backoff, Set.of(), null);
  }

  /**
   * {@code maxAttempts} with exponential back-off from 100 ms, doubling up to 30 s (duroxide's
   * defaults).
   */
  public static RetryPolicy attempts(int maxAttempts) {
    return new RetryPolicy(
        maxAttempts, Backoff.exponential(Duration.ofMillis(100), 2.0, Duration.ofSeconds(30)));
  }

  /** This policy with other pauses. */
  public RetryPolicy withBackoff(Backoff newBackoff) {
    return new RetryPolicy(maxAttempts, newBackoff, nonRetryable, deadline);
  }

  /** Replaces the errors that end the attempts at once: error codes or exception class names. */
  public RetryPolicy withNonRetryable(String... codesOrClassNames) {
    return new RetryPolicy(maxAttempts, backoff, Set.of(codesOrClassNames), deadline);
  }

  /** This policy with a limit on all attempts and pauses together; see {@link #deadline}. */
  public RetryPolicy withDeadline(Duration overall) {
    return new RetryPolicy(maxAttempts, backoff, nonRetryable, requireNonNull(overall, "overall"));
  }

  /** Whether another attempt is worth making after {@code error}. */
  public boolean retries(ErrorDetails error) {
    return error.retryable()
        && (error.code() == null || !nonRetryable.contains(error.code()))
        && error.errorClasses().stream().noneMatch(nonRetryable::contains);
  }
}
