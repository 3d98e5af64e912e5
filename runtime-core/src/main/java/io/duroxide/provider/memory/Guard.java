package io.duroxide.provider.memory;

import io.duroxide.TimeSpan;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one lock of a store, and how blocked calls wait under it. */
final class Guard {

  /** How soon a blocked call notices that a clock which is not the system's was set. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turns = lock.newCondition();
  private final Condition activities = lock.newCondition();
  private final Condition instances = lock.newCondition();
  private boolean closed;

  /** Signalled when turns may have become due; wait and signal inside of a call only. */
  Condition turns() {
    return turns;
  }

  /** Signalled when activities may have become due. */
  Condition activities() {
    return activities;
  }

  /** Signalled when what clients see of instances has changed. */
  Condition instances() {
    return instances;
  }

  <T extends @Nullable Object> T call(String operation, Supplier<T> body) {
    lock.lock();
    try {
      requireOpen(operation);
      return body.get();
    } finally {
      lock.unlock();
    }
  }

  /** A call that may make something due. */
  <T> T callWithNews(String operation, Condition news, Supplier<T> body) {
    return call(
        operation,
        () -> {
          news.signalAll();
          return body.get();
        });
  }

  void run(String operation, Runnable body) {
    this.<@Nullable Void>call(
        operation,
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Tries until there is a result or the time is up; without time to wait it never blocks.
   *
   * @return null if the time was up
   */
  <T> @Nullable T poll(String operation, Duration timeout, Condition news, Attempt<T> attempt) {
    lock.lock();
    try {
      requireOpen(operation);
      T found = attempt.at(Duration.ZERO);
      return found != null || timeout.isZero() ? found : await(operation, timeout, news, attempt);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      turns.signalAll();
      activities.signalAll();
      instances.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> @Nullable T await(
      String operation, Duration timeout, Condition news, Attempt<T> attempt) {
    long most = TimeSpan.nanos(timeout);
    long begin = System.nanoTime();
    long waited = 0;
    T found = null;
    try {
      while (found == null && waited < most) {
        long unused = news.awaitNanos(Math.min(most - waited, LOOK_AGAIN.toNanos()));
        requireOpen(operation);
        waited = System.nanoTime() - begin;
        found = attempt.at(Duration.ofNanos(waited));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          operation, ErrorKind.TIMEOUT, true, "interrupted while waiting", e);
    }
    return found;
  }

  private void requireOpen(String operation) {
    if (closed) {
      throw new ProviderException(
          operation, ErrorKind.CONNECTION, false, "the provider is closed", null);
    }
  }

  /** One look for what a blocked call waits for. */
  interface Attempt<T> {

    /**
     * @param waited how long the call has been blocked so far
     */
    @Nullable T at(Duration waited);
  }
}
