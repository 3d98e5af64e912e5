package io.duroxide.runtime.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Done when all its parts are. Counts completions, so that joining n parts costs n steps. */
final class AllFuture<T extends @Nullable Object> extends EngineFuture<List<T>> {

  private final List<EngineFuture<? extends T>> parts;
  private int open = -1;

  AllFuture(Fibers fibers, List<EngineFuture<? extends T>> parts) {
    super(fibers);
    this.parts = parts;
  }

  @Override
  boolean isSettled() {
    return open < 0 ? parts.stream().allMatch(EngineFuture::isSettled) : open == 0;
  }

  @Override
  List<T> value() {
    List<T> values = new ArrayList<>(parts.size());
    for (EngineFuture<? extends T> part : parts) {
      values.add(part.value());
    }
    // Results may be null, which List.copyOf refuses.
    return Collections.unmodifiableList(values);
  }

  @Override
  void whenDone(Runnable listener) {
    if (open < 0) {
      open = 0;
      List<EngineFuture<? extends T>> waiting =
          parts.stream().filter(part -> !part.isSettled()).toList();
      open = waiting.size();
      waiting.forEach(part -> part.whenDone(this::partDone));
    }
    super.whenDone(listener);
  }

  @Override
  void abandon() {
    parts.forEach(EngineFuture::abandon);
  }

  @Override
  void hold() {
    parts.forEach(EngineFuture::hold);
  }

  @Override
  void release() {
    parts.forEach(EngineFuture::release);
  }

  private void partDone() {
    if (--open == 0) {
      settled();
    }
  }
}
