package io.duroxide.runtime.execution;

import io.duroxide.DurableFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A handle whose completion the engine makes visible. Listeners run on the engine's side, at the
 * moment of completion, so that a composition is decided before code runs again.
 */
abstract class EngineFuture<T extends @Nullable Object> implements DurableFuture<T> {

  private final Fibers fibers;
  private @Nullable List<Runnable> listeners;

  EngineFuture(Fibers fibers) {
    this.fibers = fibers;
  }

  final Fibers fibers() {
    return fibers;
  }

  /** Whether the result is known. */
  abstract boolean isSettled();

  /** The result, or its failure as an exception; only when settled. */
  abstract T value();

  /** Gives the operation behind this handle up, if it is open. */
  abstract void abandon();

  /** Keeps a result that is shared with a handle which is given up now. */
  void hold() {}

  /** Ends one {@link #hold}. */
  void release() {}

  @Override
  public final boolean isDone() {
    return isSettled();
  }

  @Override
  public final T await() {
    fibers.current();
    if (!isSettled()) {
      fibers.awaitDone(this);
    }
    return value();
  }

  @Override
  public final void cancel() {
    fibers.current();
    abandon();
  }

  @Override
  public <R extends @Nullable Object> DurableFuture<R> map(
      Function<? super T, ? extends R> mapper) {
    return new MappedFuture<>(this, mapper);
  }

  /** Runs {@code listener} once the result is known; at once if it is. */
  void whenDone(Runnable listener) {
    if (isSettled()) {
      listener.run();
      return;
    }
    if (listeners == null) {
      listeners = new ArrayList<>(1);
    }
    listeners.add(listener);
  }

  /** Tells the listeners; each is told once. */
  final void settled() {
    List<Runnable> told = listeners;
    listeners = null;
    if (told != null) {
      told.forEach(Runnable::run);
    }
  }
}
