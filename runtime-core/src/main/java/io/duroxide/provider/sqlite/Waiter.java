package io.duroxide.provider.sqlite;

import java.util.concurrent.locks.LockSupport;

/** The current thread, asleep until somebody has news for it. */
final class Waiter {

  private final Thread thread = Thread.currentThread();
  private volatile boolean woken;

  void wake() {
    woken = true;
    LockSupport.unpark(thread);
  }

  boolean isWoken() {
    return woken;
  }

  /** Returns when woken, at the deadline of {@link System#nanoTime}, or interrupted. */
  void sleepUntil(long deadline) {
    while (!woken && !Thread.currentThread().isInterrupted()) {
      long nanos = deadline - System.nanoTime();
      if (nanos <= 0) {
        return;
      }
      LockSupport.parkNanos(this, nanos);
    }
  }
}
