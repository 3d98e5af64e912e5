package io.duroxide.runtime.activity;

import io.duroxide.ErrorDetails;
import io.duroxide.TimeSpan;
import io.duroxide.payload.PayloadException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One call of application code on a thread of its own, so that a handler that ignores its time
 * limit or its cancellation costs a thread and not the slot. Thread-safe.
 */
final class HandlerCall implements Runnable {

  /** Why a handler was told to stop. */
  enum StopReason {
    TIMED_OUT,
    CANCELLED,
    LOCK_LOST,
    SHUTDOWN
  }

  private static final long FOR_EVER = Long.MAX_VALUE;

  private final Callable<@Nullable String> handler;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private @Nullable Thread thread;
  private @Nullable StopReason stopReason;
  private long stoppedAt;
  private boolean ended;
  private @Nullable String result;
  private @Nullable ErrorDetails failure;
  private long begunAt;
  private long handlerNanos;

  HandlerCall(Callable<@Nullable String> handler) {
    this.handler = handler;
  }

  /**
   * Starts the handler and waits for it: until it ends, or its time limit and the grace period have
   * passed, or it was told to stop and the grace period has passed.
   */
  void runOn(Executor executor, @Nullable Duration timeout, Duration grace) {
    executor.execute(this);
    long deadline = timeout == null ? FOR_EVER : System.nanoTime() + TimeSpan.nanos(timeout);
    long graceNanos = TimeSpan.nanos(grace);
    boolean interrupted = false;
    lock.lock();
    try {
      while (!ended) {
        long now = System.nanoTime();
        if (stopReason == null && timeout != null && now - deadline >= 0) {
          stop(StopReason.TIMED_OUT);
        }
        if (stopReason != null && now - stoppedAt >= graceNanos) {
          return;
        }
        try {
          long untilNext =
              stopReason != null
                  ? stoppedAt + graceNanos - now
                  : timeout == null ? FOR_EVER : deadline - now;
          long unused = changed.awaitNanos(untilNext);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Tells the handler to stop; the first reason counts, and nothing happens to one that has ended.
   */
  void stop(StopReason reason) {
    lock.lock();
    try {
      if (ended || stopReason != null) {
        return;
      }
      stopReason = reason;
      stoppedAt = System.nanoTime();
      if (thread != null) {
        thread.interrupt();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isStopping() {
    lock.lock();
    try {
      return stopReason != null;
    } finally {
      lock.unlock();
    }
  }

  /** What is known now; final for the caller of {@link #runOn} once that has returned. */
  Outcome outcome() {
    lock.lock();
    try {
      long nanos = thread != null ? System.nanoTime() - begunAt : handlerNanos;
      return new Outcome(ended, stopReason, result, failure, Duration.ofNanos(nanos));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    begin();
    String value = null;
    ErrorDetails error = null;
    try {
      value = handler.call();
    } catch (Throwable t) {
      // Here and not on the slot's thread: what an exception says is code of the application, too.
      error = details(t);
    }
    end(value, error);
  }

  private static ErrorDetails details(Throwable failure) {
    return failure instanceof PayloadException unfit ? unfit.details() : ErrorDetails.of(failure);
  }

  private void begin() {
    lock.lock();
    try {
      thread = Thread.currentThread();
      begunAt = System.nanoTime();
      if (stopReason != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(@Nullable String value, @Nullable ErrorDetails error) {
    lock.lock();
    try {
      ended = true;
      thread = null;
      result = value;
      failure = error;
      handlerNanos = System.nanoTime() - begunAt;
      changed.signalAll();
    } finally {
      lock.unlock();
      // The thread is reused; an interrupt meant for this call must not reach the next, nor may
      // what
      // the handler left in the logging context.
      boolean unused = Thread.interrupted();
      MDC.clear();
    }
  }

  /**
   * @param ended false if the handler was left behind, still running
   */
  record Outcome(
      boolean ended,
      @Nullable StopReason stopReason,
      @Nullable String result,
      @Nullable ErrorDetails failure,
      Duration handlerTime) {}
}
