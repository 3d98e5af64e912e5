package io.duroxide.runtime.execution;

import io.duroxide.DuroxideException;
import io.duroxide.ErrorDetails;
import io.duroxide.OperationCancelledException;
import io.duroxide.coroutine.CoroutineUnwound;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The handle on a concurrent block of the orchestration's own code. */
final class AsyncFuture<T extends @Nullable Object> extends EngineFuture<T> {

  private final Fibers.Fiber fiber;
  private boolean done;
  private @Nullable T value;
  private @Nullable Throwable failure;

  AsyncFuture(Fibers fibers, Callable<T> block) {
    super(fibers);
    this.fiber = fibers.spawn(() -> run(block));
  }

  @Override
  boolean isSettled() {
    return done;
  }

  @Override
  @SuppressWarnings("NullAway") // T may itself be nullable
  T value() {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new DuroxideException(
          "async block failed: " + ErrorDetails.messageOf(failure), failure);
    }
    return value;
  }

  @Override
  void abandon() {
    if (!done) {
      failure = new OperationCancelledException("async block");
      done = true;
      fiber.cancelOwned();
      fibers().unwind(fiber);
      settled();
    }
  }

  private void run(Callable<T> block) {
    try {
      value = block.call();
    } catch (CoroutineUnwound unwound) {
      throw unwound;
    } catch (Throwable thrown) {
      failure = thrown;
    }
    if (!done && !fibers().hasDeparted()) {
      done = true;
      settled();
    }
  }
}
