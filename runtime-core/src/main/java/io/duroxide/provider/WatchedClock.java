package io.duroxide.provider;

import static java.util.Objects.requireNonNull;

import io.duroxide.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store's clock that says so when it is set: a step of some seconds makes locks and delays longer
 * or shorter than they were meant. Thread-safe.
 */
public final class WatchedClock implements InstantSource {

  /** A smaller step changes little; clocks are corrected all the time. */
  private static final Duration STEP = Duration.ofSeconds(5);

  /** How long a reading is compared with: slow corrections must not add up to a step. */
  private static final Duration FORGET = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Logger log;
  private final boolean mayJumpAhead;
  private final AtomicReference<Reading> last;

  private WatchedClock(InstantSource clock, String store, boolean mayJumpAhead) {
    this.clock = clock;
    this.log = LoggerFactory.getLogger(WatchedClock.class.getName() + "." + store);
    this.mayJumpAhead = mayJumpAhead;
    this.last = new AtomicReference<>(new Reading(clock.millis(), System.nanoTime()));
  }

  /** Watches for steps in both directions. */
  public static WatchedClock of(InstantSource clock, String store) {
    return new WatchedClock(clock, store, false);
  }

  /** Watches a clock that is driven ahead on purpose: only a step back is one. */
  public static WatchedClock ofDriven(InstantSource clock, String store) {
    return new WatchedClock(clock, store, true);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public long millis() {
    Reading now = new Reading(clock.millis(), System.nanoTime());
    Reading before = requireNonNull(last.get());
    long step = now.wall - before.wall - Math.max(0, now.nanos - before.nanos) / 1_000_000;
    boolean wentBack = now.wall < before.wall && -step >= STEP.toMillis();
    boolean jumped = !mayJumpAhead && step >= STEP.toMillis();
    if (wentBack || jumped) {
      if (last.compareAndSet(before, now)) {
        warn(step);
      }
    } else if (now.nanos - before.nanos >= TimeSpan.nanos(FORGET)
        || (mayJumpAhead && now.wall > before.wall)) {
      last.compareAndSet(before, now);
    }
    return now.wall;
  }

  private void warn(long step) {
    Duration by = Duration.ofSeconds(Math.round(Math.abs(step) / 1_000.0));
    if (step < 0) {
      log.warn(
          "the clock of the store was set back by {}: timers come later, locks begin anew", by);
    } else {
      log.warn("the clock of the store was set ahead by {}: timers and locks end earlier", by);
    }
  }

  private record Reading(long wall, long nanos) {}
}
