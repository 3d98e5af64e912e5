package io.duroxide.runtime.execution;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Another view of a handle. The mapper runs in the code that awaits, once. */
final class MappedFuture<S extends @Nullable Object, T extends @Nullable Object>
    extends EngineFuture<T> {

  private final EngineFuture<S> source;
  private final Function<? super S, ? extends T> mapper;
  private boolean mapped;
  private @Nullable T value;

  MappedFuture(EngineFuture<S> source, Function<? super S, ? extends T> mapper) {
    super(source.fibers());
    this.source = source;
    this.mapper = mapper;
  }

  @Override
  boolean isSettled() {
    return source.isSettled();
  }

  @Override
  @SuppressWarnings("NullAway") // T may itself be nullable
  T value() {
    if (!mapped) {
      value = mapper.apply(source.value());
      mapped = true;
    }
    return value;
  }

  @Override
  void whenDone(Runnable listener) {
    source.whenDone(listener);
  }

  @Override
  void abandon() {
    source.abandon();
  }

  @Override
  void hold() {
    source.hold();
  }

  @Override
  void release() {
    source.release();
  }
}
