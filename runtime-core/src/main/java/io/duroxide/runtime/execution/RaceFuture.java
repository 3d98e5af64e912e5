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
  private boolean taken;

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
    taken = true;
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
    // Code that has been given the winner reads or gives up the winner.
    if (!taken) {
      parts.forEach(EngineFuture::abandon);
    }
  }

  @Override
  void hold() {
    parts.get(winner).hold();
  }

  @Override
  void release() {
    parts.get(winner).release();
  }

  private void decide(int position) {
    if (winner >= 0) {
      return;
    }
    winner = position;
    // The winner may be a part of a loser, too.
    parts.get(position).hold();
    for (int i = 0; i < parts.size(); i++) {
      if (i != position) {
        parts.get(i).abandon();
      }
    }
    parts.get(position).release();
    settled();
  }
}
