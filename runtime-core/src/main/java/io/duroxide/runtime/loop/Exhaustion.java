package io.duroxide.runtime.loop;

import io.duroxide.Backoff;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does when the process has no thread or no memory left for its work: it gives the work
 * back, which is not to blame, after a pause that grows while this lasts, and says so once a
 * minute. Thread-safe.
 */
public final class Exhaustion {

  private static final Logger LOG = LoggerFactory.getLogger(Exhaustion.class);

  /** Short at first, because what ran out may be free in a moment; long enough not to spin. */
  private static final Backoff PAUSES =
      Backoff.exponential(Duration.ofMillis(100), 2.0, Duration.ofSeconds(5));

  private static final long SAY_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private final String remedy;
  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicLong sayFrom = new AtomicLong(System.nanoTime());

  /**
   * @param remedy the option to change, for people
   */
  public Exhaustion(String remedy) {
    this.remedy = remedy;
  }

  /**
   * Returns the pause before the work is offered again.
   *
   * @param work what could not be done, for the log
   */
  public Duration pause(String work, OutOfMemoryError cause) {
    long now = System.nanoTime();
    long due = sayFrom.get();
    if (now - due >= 0 && sayFrom.compareAndSet(due, now + SAY_AGAIN_NANOS)) {
      LOG.warn(
          "the process has no thread or memory left for {} ({}); it is given back, uncounted, and"
              + " tried again with growing pauses: {}",
          work,
          cause.getMessage(),
          remedy);
    }
    return PAUSES.delayAfter(inARow.updateAndGet(times -> Math.min(times + 1, 100)));
  }

  /** Work was done: the next pause is short again. */
  public void over() {
    if (inARow.get() != 0) {
      inARow.set(0);
    }
  }
}
