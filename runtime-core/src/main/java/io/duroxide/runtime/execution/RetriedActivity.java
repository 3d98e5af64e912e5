package io.duroxide.runtime.execution;

import io.duroxide.ActivityOptions;
import io.duroxide.ErrorDetails;
import io.duroxide.RetryPolicy;
import io.duroxide.TimeSpan;
import io.duroxide.replay.Action;
import io.duroxide.replay.Operation;
import io.duroxide.replay.ReplayEngine;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The handle on an activity with a retry policy: attempt, pause, attempt. It goes on without the
 * orchestration's code, so a retried activity costs no coroutine.
 */
final class RetriedActivity<T extends @Nullable Object> extends EngineFuture<T> {

  private static final long FOR_EVER = Long.MAX_VALUE;

  private final ReplayEngine engine;
  private final ExecutionIdentity identity;
  private final String name;
  private final @Nullable String input;
  private final Class<?> resultType;
  private final ActivityOptions options;
  private final long firstScheduledAt;
  private int attempt;
  private Operation lastAttempt;
  // The attempt, or the pause after it.
  private Operation current;
  private boolean done;

  RetriedActivity(
      Fibers fibers,
      ReplayEngine engine,
      ExecutionIdentity identity,
      String name,
      @Nullable String input,
      Class<?> resultType,
      ActivityOptions options) {
    super(fibers);
    this.engine = engine;
    this.identity = identity;
    this.name = name;
    this.input = input;
    this.resultType = resultType;
    this.options = options;
    this.firstScheduledAt = engine.currentTime();
    this.lastAttempt = emitAttempt();
    this.current = lastAttempt;
  }

  @Override
  boolean isSettled() {
    return done;
  }

  @Override
  T value() {
    return OperationFuture.valueOf(lastAttempt, resultType);
  }

  @Override
  void abandon() {
    if (!done) {
      engine.abandon(current);
      finish();
    }
  }

  private Operation emitAttempt() {
    return engine.emit(
        new Action.CallActivity(
            name,
            input,
            attempt,
            options.retryPolicy().maxAttempts(),
            timeoutMillis(),
            options.tag(),
            options.sessionId()),
        this::attemptEnded);
  }

  private void attemptEnded() {
    ErrorDetails error = lastAttempt.error();
    RetryPolicy policy = options.retryPolicy();
    attempt++;
    if (error == null || !policy.retries(error) || attempt >= policy.maxAttempts()) {
      finish();
      return;
    }
    long pause = policy.backoff().delayAfter(attempt, jitterSeed()).toMillis();
    if (pause >= millisLeft()) {
      finish();
    } else if (pause == 0) {
      nextAttempt();
    } else {
      current = engine.emit(new Action.CreateTimer(pause), this::nextAttempt);
    }
  }

  private void nextAttempt() {
    if (millisLeft() <= 0) {
      finish();
      return;
    }
    lastAttempt = emitAttempt();
    current = lastAttempt;
  }

  private void finish() {
    done = true;
    settled();
  }

  private @Nullable Long timeoutMillis() {
    Duration timeout = options.attemptTimeout();
    long limit = Math.min(timeout == null ? FOR_EVER : TimeSpan.millis(timeout), millisLeft());
    return limit == FOR_EVER ? null : (Long) Math.max(1, limit);
  }

  /** What is left of the deadline, by the times of events, which a replay finds again. */
  private long millisLeft() {
    Duration deadline = options.retryPolicy().deadline();
    if (deadline == null || TimeSpan.millis(deadline) == FOR_EVER) {
      return FOR_EVER;
    }
    // In old histories another node's clock may be behind the one of the first attempt.
    long elapsed = Math.max(0, engine.currentTime() - firstScheduledAt);
    return deadline.toMillis() - elapsed;
  }

  private long jitterSeed() {
    return Objects.hash(identity.instance(), identity.executionId(), lastAttempt.id(), attempt);
  }
}
