package io.duroxide.provider.sqlite;

import io.duroxide.provider.ProviderException;
import io.duroxide.provider.jdbc.Operation;
import io.duroxide.provider.jdbc.Session;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One call on its way through the writer: made by a caller, which blocks until it is answered. */
final class WriteCall<T extends @Nullable Object> {

  private enum State {
    QUEUED,
    BEGUN,
    ANSWERED,
    CANCELLED
  }

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

  /** From here on the call takes its course, and the caller waits for the outcome. */
  boolean begin() {
    return state.compareAndSet(State.QUEUED, State.BEGUN);
  }

  /** Runs in the current transaction; what it answers counts only once that is committed. */
  void run(Session session) throws SQLException {
    failure = null;
    result = null;
    try {
      result = body.run(session);
    } catch (ProviderException answer) {
      failure = answer;
    }
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  void answer() {
    state.set(State.ANSWERED);
    LockSupport.unpark(caller);
  }

  /**
   * Blocks until answered. An interrupt takes back a call that has not begun; one that has is
   * waited for, so that nothing is reported as failed and committed after all.
   */
  @SuppressWarnings("NullAway") // result is null only where T is nullable
  T await() {
    boolean interrupted = false;
    try {
      while (state.get() != State.ANSWERED) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          interrupted = true;
          if (state.compareAndSet(State.QUEUED, State.CANCELLED)) {
            throw SqliteErrors.interrupted(operation);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (failure != null) {
      throw SqliteErrors.translate(operation, failure);
    }
    return result;
  }
}
