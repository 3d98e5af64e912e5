package io.duroxide.telemetry.traces;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Both clocks, read as one: the calendar's, which spans are told in, and that of durations. What
 * lies between two reads, be it a class that is loaded or a thread that has to wait, would shift
 * the beginning of a span before that of its parent.
 *
 * @param epochNanos nanoseconds since 1970
 * @param nanoTime of {@link System#nanoTime}
 */
record Moment(long epochNanos, long nanoTime) {

  private static final long CLOSE_NANOS = 50_000;
  private static final int TRIES = 5;

  static Moment now() {
    long before;
    Instant now;
    long after;
    int tries = 0;
    do {
      before = System.nanoTime();
      now = Instant.now();
      after = System.nanoTime();
    } while (after - before > CLOSE_NANOS && ++tries < TRIES);
    return new Moment(
        TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
        before + (after - before) / 2);
  }

  /** When that was, in nanoseconds since 1970. */
  long epochNanos(long earlierNanoTime) {
    return epochNanos - (nanoTime - earlierNanoTime);
  }
}
