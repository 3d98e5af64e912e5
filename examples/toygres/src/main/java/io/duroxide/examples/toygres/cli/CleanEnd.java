package io.duroxide.examples.toygres.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process does about Ctrl-C and SIGTERM, when the JVM would end under its feet. */
public final class CleanEnd {

  private static final Logger log = LoggerFactory.getLogger(CleanEnd.class);
  private static final long LIMIT_SECONDS = 20;

  private CleanEnd() {}

  /**
   * Runs a process, asks it to stop when the JVM is about to end, and holds the JVM back until it
   * has.
   *
   * @param process returns its exit code, soon after the latch it is given has been counted down
   * @return that exit code
   */
  public static int of(ToIntFunction<CountDownLatch> process) {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(stop, stopped), "stop"));
    try {
      return process.applyAsInt(stop);
    } finally {
      stopped.countDown();
    }
  }

  private static void shutDown(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      if (!stopped.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        log.warn("Gave up waiting for a clean end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
