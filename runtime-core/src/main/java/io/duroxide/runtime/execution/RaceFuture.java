package io.duroxide.runtime.execution;

import io.duroxide.Race;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Done when the first of its parts is; the others are given up at that moment. Decided when it is
 * first looked at, by the lowest position among those that are done already, else by history.
 */
final class RaceFuture<T extends @Nullable Object> extends EngineFuture<Race<T>> {

  private final List<EngineFuture<? extends T>> parts;
  private int winner = -1;
  private boolean watching;

  RaceFuture(Fibers fibers, List<EngineFuture<? extends T>> parts) {
    super(fibers);
    this.parts = parts;
  }

  @Override
  boolean isSettled() {
    for (int i = 0; !watching && winner < 0 && i < parts.size(); i++) {
      if (parts.get(i).isSettled()) {
        decide(i);
      }
    }
    return winner >= 0;
  }

  @Override
  Race<T> value() {
    return new Race<>(winner, parts.get(winner));
  }

  @Override
  void whenDone(Runnable listener) {
    if (!isSettled() && !watching) {
      watching = true;
      for (int i = 0; i < parts.size(); i++) {
        int position = i;
        parts.get(i).whenDone(() -> decide(position));
      }
    }
    super.whenDone(listener);
  }

  @Override
  void abandon() {
    if (winner < 0) {
      parts.forEach(EngineFuture::abandon);
    }
  }

  private void decide(int position) {
    if (winner >= 0) {
      return;
    }
    winner = position;
    for (int i = 0; i < parts.size(); i++) {
      if (i != position) {
        parts.get(i).abandon();
      }
    }
    settled();
  }
}
