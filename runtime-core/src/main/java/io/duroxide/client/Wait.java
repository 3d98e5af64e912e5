package io.duroxide.client;

import static java.util.Objects.requireNonNull;

import io.duroxide.TimeSpan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a provider until it has the answer or the time is up; without time, once. */
record Wait(String instanceId, Duration timeout) {

  /**
   * Longest single wait inside the provider, so that a provider that cannot be woken is asked
   * again.
   */
  private static final Duration MAX_POLL = Duration.ofSeconds(10);

  /** One call of the provider, which blocks for the given time at most. */
  @FunctionalInterface
  interface Poll<T> {
    @Nullable T answer(Duration atMost);
  }

  Wait {
    requireNonNull(timeout, "timeout");
  }

  /**
   * @param missed what did not happen if the time is up, for people
   * @param poll blocks up to the given time; null to be asked again
   * @throws WaitTimeoutException if there was no answer in time; {@code poll} was called at least
   *     once
   */
  <T> T until(String missed, Poll<T> poll) {
    long deadline = System.nanoTime() + TimeSpan.nanos(timeout);
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      T answer = poll.answer(left.compareTo(MAX_POLL) < 0 ? left : MAX_POLL);
      if (answer != null) {
        return answer;
      }
      if (left.isZero()) {
        throw new WaitTimeoutException(instanceId, missed, timeout);
      }
    }
  }
}
