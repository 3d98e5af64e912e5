package io.duroxide;

import java.time.Duration;

/**
 * Durations as the numbers that clocks count in. A span too long to tell is as long as can be told,
 * a negative one is none, and what is longer than nothing never becomes nothing.
 */
public final class TimeSpan {

  /** More than a century, and short enough to be added to any {@link System#nanoTime}. */
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

  private static final Duration LONGEST = Duration.ofNanos(LONGEST_NANOS);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private TimeSpan() {}

  /** Returns the milliseconds, rounded up; {@link Long#MAX_VALUE} if there are more. */
  public static long millis(Duration span) {
    if (span.isNegative()) {
      return 0;
    }
    try {
      return span.plusNanos(NANOS_PER_MILLI - 1).toMillis();
    } catch (ArithmeticException tooLong) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Returns the nanoseconds, at most half of what a number can hold, so that the sum with a {@link
   * System#nanoTime} can be compared with another one.
   */
  public static long nanos(Duration span) {
    if (span.isNegative()) {
      return 0;
    }
    return span.compareTo(LONGEST) < 0 ? span.toNanos() : LONGEST_NANOS;
  }
}
