package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an activity call behaves.
 *
 * @param retryPolicy how often a failed attempt is repeated
 * @param attemptTimeout limit of one attempt's running time, in milliseconds and rounded up to one;
 *     null, or too long to tell, for none. A timed-out attempt is an ordinary failed attempt to the
 *     retry policy
 * @param tag only workers that take this tag run the activity; null for workers of untagged work
 * @param sessionId activities of one session run on one node as long as it lives, or null
 */
public record ActivityOptions(
    RetryPolicy retryPolicy,
    @Nullable Duration attemptTimeout,
    @Nullable String tag,
    @Nullable String sessionId) {

  /** One attempt, no time limit, on any worker of untagged work. */
  public static final ActivityOptions DEFAULT =
      new ActivityOptions(RetryPolicy.NONE, null, null, null);

  /**
   * @throws IllegalArgumentException if the time limit is not positive, or tag or session id is no
   *     valid name
   */
  public ActivityOptions {
    requireNonNull(retryPolicy, "retryPolicy");
    if (attemptTimeout != null && (attemptTimeout.isNegative() || attemptTimeout.isZero())) {
      throw new IllegalArgumentException("attemptTimeout must be positive, was " + attemptTimeout);
    }
    if (tag != null) {
      Limits.requireName("tag", tag);
    }
    if (sessionId != null) {
      Limits.requireName("session id", sessionId);
    }
  }

  /** Attempts by {@code retryPolicy}, without a time limit, on any worker of untagged work. */
  public static ActivityOptions retrying(RetryPolicy retryPolicy) {
    return new ActivityOptions(retryPolicy, null, null, null);
  }

  /** These options with a limit on the running time of each attempt. */
  public ActivityOptions withAttemptTimeout(Duration timeout) {
    return new ActivityOptions(retryPolicy, requireNonNull(timeout, "timeout"), tag, sessionId);
  }

  /** These options for workers that take {@code workerTag}. */
  public ActivityOptions withTag(String workerTag) {
    return new ActivityOptions(
        retryPolicy, attemptTimeout, requireNonNull(workerTag, "workerTag"), sessionId);
  }

  /** These options within a session: see {@link #sessionId}. */
  public ActivityOptions onSession(String session) {
    return new ActivityOptions(
        retryPolicy, attemptTimeout, tag, requireNonNull(session, "session"));
  }
}
