package io.duroxide.provider.memory;

import io.duroxide.TimeSpan;
import io.duroxide.provider.DeliveryOrder;
import java.time.Duration;
import java.time.InstantSource;

/** The clock that measures everything, in epoch milliseconds. */
final class StoreClock {

  /** Less than this is not worth visiting everything. */
  private static final long STEP_MILLIS = 1_000;

  private final InstantSource source;
  private long latest = Long.MIN_VALUE;

  StoreClock(InstantSource source) {
    this.source = source;
  }

  /** Whether the clock was set back since the last call. */
  boolean wentBack() {
    long now = now();
    boolean back = now <= latest - STEP_MILLIS;
    latest = now;
    return back;
  }

  long now() {
    return source.millis();
  }

  /** A negative delay is none; one without an end lasts as long as a number can say. */
  long after(Duration delay) {
    long millis = Math.min(TurnQueue.NEVER - 1, TimeSpan.millis(delay));
    return Math.min(now(), TurnQueue.NEVER - 1 - millis) + millis;
  }

  /** As above, but without a delay no clock decides. */
  long visibleAfter(Duration delay) {
    return delay.isNegative() || delay.isZero() ? DeliveryOrder.AT_ONCE : after(delay);
  }
}
