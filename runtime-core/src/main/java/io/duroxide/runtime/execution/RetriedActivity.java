package io.duroxide.runtime.execution;

import io.duroxide.ActivityOptions;
import io.duroxide.ErrorDetails;
import io.duroxide.replay.Action;
import io.duroxide.replay.Operation;
import io.duroxide.replay.ReplayEngine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The handle on an activity with a retry policy: attempt, pause, attempt. It goes on without the
 * orchestration's code, so a retried activity costs no coroutine.
 */
final class RetriedActivity<T extends @Nullable Object> extends EngineFuture<T> {

  private final ReplayEngine engine;
  private final String name;
  private final @Nullable String input;
  private final Class<?> resultType;
  private final ActivityOptions options;
  private int attempt;
  private Operation current;
  private boolean done;

  RetriedActivity(
      Fibers fibers,
      ReplayEngine engine,
      String name,
      @Nullable String input,
      Class<?> resultType,
      ActivityOptions options) {
    super(fibers);
    this.engine = engine;
    this.name = name;
    this.input = input;
    this.resultType = resultType;
    this.options = options;
    this.current = call();
  }

  @Override
  boolean isSettled() {
    return done;
  }

  @Override
  T value() {
    return OperationFuture.valueOf(current, resultType);
  }

  @Override
  void abandon() {
    if (!done) {
      engine.abandon(current);
      finish();
    }
  }

  private Operation call() {
    Duration timeout = options.attemptTimeout();
    return engine.emit(
        new Action.CallActivity(
            name,
            input,
            attempt,
            options.retryPolicy().maxAttempts(),
            timeout == null ? null : timeout.toMillis(),
            options.tag(),
            options.sessionId()),
        this::attemptEnded);
  }

  private void attemptEnded() {
    ErrorDetails error = current.error();
    attempt++;
    if (error == null || !error.retryable() || attempt >= options.retryPolicy().maxAttempts()) {
      finish();
      return;
    }
    long pause = options.retryPolicy().backoff().delayAfter(attempt).toMillis();
    if (pause == 0) {
      current = call();
    } else {
      current = engine.emit(new Action.CreateTimer(pause), () -> current = call());
    }
  }

  private void finish() {
    done = true;
    settled();
  }
}
