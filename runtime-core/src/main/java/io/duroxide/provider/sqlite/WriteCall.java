package io.duroxide.provider.sqlite;

import io.duroxide.DuroxideException;
import io.duroxide.provider.jdbc.Operation;
import io.duroxide.provider.jdbc.Session;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One call on its way through the writer: made by a caller, which blocks until it is answered. */
class WriteCall<T extends @Nullable Object> {

  private enum State {
    QUEUED,
    BEGUN,
    /** Begun in vain: it waits with the writer for a better moment. */
    IDLE,
    ANSWERED,
    CANCELLED
  }

  /** How soon to look again when a call cannot be taken back because the writer is at it. */
  private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final String operation;
  private final Operation<T> body;
  private final Thread caller = Thread.currentThread();
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

  /** The call made just before this one; belongs to the writer's queue. */
  @Nullable WriteCall<?> previous;

  // Written by the writer before the state becomes ANSWERED, read by the caller after.
  private @Nullable T result;
  private @Nullable Throwable failure;

  WriteCall(String operation, Operation<T> body) {
    this.operation = operation;
    this.body = body;
  }

  final String operation() {
    return operation;
  }

  /** From here on the call takes its course; false if the caller has taken it back. */
  final boolean begin() {
    return state.get() == State.BEGUN
        || state.compareAndSet(State.QUEUED, State.BEGUN)
        || state.compareAndSet(State.IDLE, State.BEGUN);
  }

  /** The opposite of {@link #begin}; false if the caller has taken the call back. */
  final boolean becomeIdle() {
    return state.compareAndSet(State.BEGUN, State.IDLE)
        || state.compareAndSet(State.QUEUED, State.IDLE);
  }

  final boolean isIdle() {
    return state.get() == State.IDLE;
  }

  final boolean isCancelled() {
    return state.get() == State.CANCELLED;
  }

  /** Runs in the current transaction; what it answers counts only once that is committed. */
  final void run(Session session) throws SQLException {
    failure = null;
    result = null;
    try {
      result = body.run(session);
    } catch (DuroxideException answer) {
      failure = answer;
    }
  }

  final void fail(Throwable cause) {
    failure = cause;
  }

  final boolean hasResult() {
    return result != null || failure != null;
  }

  final void answer() {
    state.set(State.ANSWERED);
    LockSupport.unpark(caller);
  }

  /** How long the caller lets an idle call wait. */
  long nanosLeft() {
    return Long.MAX_VALUE;
  }

  /**
   * Blocks until answered, or idle for too long. An interrupt takes back a call that has not begun;
   * one that has is waited for, so that nothing is reported as failed and committed after all.
   */
  @SuppressWarnings("NullAway") // result is null only where T is nullable
  final T await() {
    boolean interrupted = false;
    try {
      while (!isOver(interrupted)) {
        LockSupport.parkNanos(
            this, interrupted ? RECHECK_NANOS : Math.max(RECHECK_NANOS, nanosLeft()));
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (failure instanceof DuroxideException answer) {
      throw answer;
    }
    if (failure != null) {
      throw SqliteErrors.translate(operation, failure);
    }
    return result;
  }

  private boolean isOver(boolean interrupted) {
    if (state.get() == State.ANSWERED) {
      return true;
    }
    if (interrupted
        && (state.compareAndSet(State.QUEUED, State.CANCELLED)
            || state.compareAndSet(State.IDLE, State.CANCELLED))) {
      throw SqliteErrors.interrupted(operation);
    }
    return isIdle() && nanosLeft() <= 0 && state.compareAndSet(State.IDLE, State.CANCELLED);
  }
}
