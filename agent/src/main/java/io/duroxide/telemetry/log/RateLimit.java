package io.duroxide.telemetry.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one event per period through and counts the others. */
public final class RateLimit {

  private final long periodNanos;
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicLong suppressed = new AtomicLong();

  /** One per minute. */
  public RateLimit() {
    this(1);
  }

  public RateLimit(int minutes) {
    periodNanos = TimeUnit.MINUTES.toNanos(minutes);
  }

  /** The number of events held back since the last one let through, or -1 to hold this one back. */
  public long tryPass() {
    long due = next.get();
    long now = System.nanoTime();
    if (now - due >= 0 && next.compareAndSet(due, now + periodNanos)) {
      return suppressed.getAndSet(0);
    }
    suppressed.incrementAndGet();
    return -1;
  }
}
