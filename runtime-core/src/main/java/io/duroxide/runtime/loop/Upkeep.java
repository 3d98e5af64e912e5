package io.duroxide.runtime.loop;

import io.duroxide.TimeSpan;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node has to do again and again besides its work, such as keeping locks, on one thread of
 * its own. A chore that fails is done again at its next time. Thread-safe.
 */
public final class Upkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  /** So that nothing keeps a processor busy for itself. */
  private static final long SHORTEST_PAUSE_NANOS = 1_000_000;

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Upkeep::daemon);

  public Upkeep() {
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Does {@code chore} with this pause, or one of a millisecond if it is shorter, before the first
   * time and between two times.
   */
  public void every(Duration pause, Runnable chore) {
    long nanos = Math.max(SHORTEST_PAUSE_NANOS, TimeSpan.nanos(pause));
    var unused =
        thread.scheduleWithFixedDelay(new Chore(chore), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends all chores; one that is being done is finished. */
  @Override
  public void close() {
    thread.shutdown();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "duroxide-upkeep");
    thread.setDaemon(true);
    return thread;
  }

  /** Survives its failures and reports the first of a row of them. */
  private static final class Chore implements Runnable {
    private final Runnable work;
    private boolean failing;

    Chore(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        work.run();
        failing = false;
      } catch (RuntimeException | Error e) {
        if (!failing) {
          LOG.warn("upkeep failed; trying again at its next time", e);
        }
        failing = true;
      }
    }
  }
}
