package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.QueueEffects;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where callers wait for one queue to have work. As many are woken as there is new work; where its
 * amount is not known, one, and the next by each that finds something.
 *
 * <p>No wake-up is lost: a caller notes the epoch, fetches, and sleeps only if the epoch is still
 * the same. Whoever sleeps has fetched nothing before, and that fetch reported when the next item
 * falls due.
 */
final class WorkSignal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final AtomicLong epoch = new AtomicLong();

  // The writer's own.
  private long nextDue = Long.MAX_VALUE;
  private boolean perhapsMore;

  long epoch() {
    return epoch.get();
  }

  /** Sleeps unless something happened since the epoch; false if the deadline passed without. */
  boolean await(long seenEpoch, long deadline) {
    Waiter waiter = new Waiter();
    lock.lock();
    try {
      if (epoch.get() != seenEpoch) {
        return true;
      }
      // The latest sleeper is woken first: its thread is warm.
      waiters.push(waiter);
    } finally {
      lock.unlock();
    }
    waiter.sleepUntil(deadline);
    lock.lock();
    try {
      waiters.remove(waiter);
    } finally {
      lock.unlock();
    }
    // The caller deals with an interrupt where it would fetch again.
    return waiter.isWoken() || Thread.currentThread().isInterrupted();
  }

  /** News for up to {@code count} sleepers. */
  void wake(int count) {
    lock.lock();
    try {
      epoch.incrementAndGet();
      for (int i = 0; i < count && !waiters.isEmpty(); i++) {
        waiters.pop().wake();
      }
    } finally {
      lock.unlock();
    }
  }

  void publish(QueueEffects effects) {
    if (effects.drained()) {
      nextDue = effects.nextDue();
      perhapsMore = false;
    } else {
      nextDue = Math.min(nextDue, effects.nextDue());
    }
    int news = effects.becameDue() + (perhapsMore && effects.found() ? 1 : 0);
    if (news > 0) {
      wake(news);
    }
  }

  long nextDue() {
    return nextDue;
  }

  void wakeIfDue(long now) {
    if (nextDue <= now) {
      wakeForUnknownAmount();
    }
  }

  void wakeForUnknownAmount() {
    // Known again by the fetch that finds nothing.
    nextDue = Long.MAX_VALUE;
    perhapsMore = true;
    wake(1);
  }
}
