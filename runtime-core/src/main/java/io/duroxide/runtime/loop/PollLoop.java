package io.duroxide.runtime.loop;

import io.duroxide.Backoff;
import io.duroxide.ErrorDetails;
import io.duroxide.provider.ProviderException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetch, process, again: what one slot does until it is told to stop. A failing fetch backs off; a
 * failing item never ends the loop.
 */
public final class PollLoop<T> implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

  /** Pauses after consecutive fetch errors: 200 ms doubling up to 3 s, as in duroxide. */
  private static final Backoff AFTER_ERROR =
      Backoff.exponential(Duration.ofMillis(200), 2.0, Duration.ofSeconds(3));

  /** Gets the next item, or null if there is none for now. */
  @FunctionalInterface
  public interface Fetch<T> {
    @Nullable T next();
  }

  private final Fetch<T> fetch;
  private final Consumer<T> process;
  private final Function<T, String> describe;
  private final StopSignal stop;
  private final ReentrantLock lock = new ReentrantLock();
  private int consecutiveErrors;

  // Guarded by lock: the thread while it is inside a fetch, else null.
  private @Nullable Thread fetching;

  /**
   * @param describe names an item, for the log
   */
  public PollLoop(
      Fetch<T> fetch, Consumer<T> process, Function<T, String> describe, StopSignal stop) {
    this.fetch = fetch;
    this.process = process;
    this.describe = describe;
    this.stop = stop;
  }

  @Override
  public void run() {
    while (!stop.isStopping()) {
      T item = tryFetch();
      if (item != null) {
        tryProcess(item);
      }
    }
  }

  /** Cuts a fetch short that waits for work; a running item is not disturbed. */
  void interruptFetch() {
    lock.lock();
    try {
      if (fetching != null) {
        fetching.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable T fetchInterruptibly() {
    setFetching(Thread.currentThread());
    try {
      return stop.isStopping() ? null : fetch.next();
    } finally {
      setFetching(null);
      // An interrupt was meant for the waiting and must not reach the item.
      boolean unused = Thread.interrupted();
    }
  }

  private void setFetching(@Nullable Thread thread) {
    lock.lock();
    try {
      fetching = thread;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable T tryFetch() {
    try {
      T item = fetchInterruptibly();
      consecutiveErrors = 0;
      return item;
    } catch (RuntimeException | Error e) {
      if (stop.isStopping()) {
        return null;
      }
      consecutiveErrors++;
      boolean first = consecutiveErrors == 1;
      if (first || !(e instanceof ProviderException)) {
        LOG.warn("fetching work failed; trying again with growing pauses", e);
      }
      stop.pause(withJitter(AFTER_ERROR.delayAfter(consecutiveErrors)));
      return null;
    }
  }

  private void tryProcess(T item) {
    try {
      process.accept(item);
    } catch (RuntimeException | Error e) {
      // The item's lock runs out and it is delivered again; the slot has to live on for the others.
      report(describe.apply(item), e);
    }
  }

  private static void report(String item, Throwable thrown) {
    try {
      LOG.error("processing {} failed unexpectedly; it will be delivered again", item, thrown);
    } catch (RuntimeException | Error unprintable) {
      // A logging backend asks the exception to describe itself.
      LOG.error(
          "processing {} failed unexpectedly; it will be delivered again: {}",
          item,
          ErrorDetails.of(thrown).errorClasses());
    }
  }

  private static Duration withJitter(Duration delay) {
    return Duration.ofMillis(
        (long) (delay.toMillis() * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
  }
}
