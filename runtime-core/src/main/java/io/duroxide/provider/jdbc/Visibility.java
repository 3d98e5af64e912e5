package io.duroxide.provider.jdbc;

import io.duroxide.provider.DeliveryOrder;
import java.time.Duration;

/**
 * When a row may be fetched: at once, which no clock decides, or from a moment on. Since when those
 * of the first kind may be fetched stands beside it, for ages only.
 */
final class Visibility {

  /** Before every moment that is told by a clock. */
  static final long AT_ONCE = DeliveryOrder.AT_ONCE;

  private Visibility() {}

  /** After a delay; one that is not positive is none. */
  static long after(long now, Duration delay) {
    return delay.isNegative() || delay.isZero() ? AT_ONCE : Session.after(now, delay);
  }

  /** From a moment on; one that has passed is no reason to look at the clock again. */
  static long from(long moment, long now) {
    return moment <= now ? AT_ONCE : moment;
  }
}
