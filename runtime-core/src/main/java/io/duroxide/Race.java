package io.duroxide;

import org.jspecify.annotations.Nullable;

/**
 * Who won an {@link OrchestrationContext#any any}: the finished handle and its position among the
 * arguments.
 *
 * @param index position of the winner in the list given to {@code any}, from 0
 * @param winner the finished handle; awaiting it gives its result or throws its failure
 */
public record Race<T extends @Nullable Object>(int index, DurableFuture<? extends T> winner) {

  /** The winner's result, or its failure as an exception. */
  public T value() {
    return winner.await();
  }

  /** Whether {@code candidate}, one of the handles given to {@code any}, won. */
  public boolean wonBy(DurableFuture<?> candidate) {
    return winner == candidate;
  }
}
