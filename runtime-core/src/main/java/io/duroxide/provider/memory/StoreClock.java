package io.duroxide.provider.memory;

import java.time.Duration;
import java.time.InstantSource;

/** The clock that measures everything, in epoch milliseconds. */
final class StoreClock {

  private final InstantSource source;

  StoreClock(InstantSource source) {
    this.source = source;
  }

  long now() {
    return source.millis();
  }

  /** A negative delay is none; one without an end lasts as long as a number can say. */
  long after(Duration delay) {
    long now = now();
    long millis;
    try {
      millis = Math.max(0, delay.toMillis());
    } catch (ArithmeticException tooLong) {
      millis = Long.MAX_VALUE;
    }
    return Math.min(now, TurnQueue.NEVER - 1 - millis) + millis;
  }
}
