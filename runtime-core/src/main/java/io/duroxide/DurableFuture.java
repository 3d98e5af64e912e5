package io.duroxide;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handle on one scheduled durable operation, or on a combination of them.
 *
 * <p>Scheduling happens when the handle is created, not when it is awaited. An unfinished handle is
 * abandoned, and its operation cancelled, only by losing a race, by {@link #cancel()}, or when the
 * orchestration returns; never by garbage collection. Handles belong to the orchestration that made
 * them and are confined to its thread.
 *
 * @param <T> the decoded result
 */
public interface DurableFuture<T extends @Nullable Object> {

  /**
   * Suspends the orchestration until the operation is finished.
   *
   * @throws OperationFailedException if the operation failed in a way that code may handle
   * @throws OperationCancelledException if this handle was cancelled or lost a race
   */
  T await();

  /** Whether {@link #await()} would return or throw at once. The same on every replay. */
  boolean isDone();

  /** Abandons the operation if it is unfinished; a finished one keeps its result. */
  void cancel();

  /**
   * A view whose result is {@code mapper} applied to this one's. Cancelling the view cancels this
   * handle.
   */
  <R extends @Nullable Object> DurableFuture<R> map(Function<? super T, ? extends R> mapper);
}
