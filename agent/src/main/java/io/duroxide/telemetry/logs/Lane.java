package io.duroxide.telemetry.logs;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A queue that is bounded in records and in bytes. Whoever adds never waits; one thread takes. */
final class Lane {

  private final int capacity;
  private final long weightLimit;
  private final Queue<LogEntry> entries = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong weight = new AtomicLong();

  Lane(int capacity, long weightLimit) {
    this.capacity = capacity;
    this.weightLimit = weightLimit;
  }

  /** False if there is no room. */
  boolean offer(LogEntry entry) {
    // Room is reserved first, so that racing threads cannot exceed it together.
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return false;
    }
    if (weight.addAndGet(entry.weight()) > weightLimit) {
      weight.addAndGet(-entry.weight());
      size.decrementAndGet();
      return false;
    }
    return entries.add(entry);
  }

  /**
   * Moves the oldest entries, until there are {@code limit} in {@code batch} or {@code room} bytes
   * are used up.
   *
   * @return the room that is left
   */
  long moveTo(Collection<LogEntry> batch, int limit, long room) {
    long left = room;
    LogEntry next = entries.peek();
    while (next != null && batch.size() < limit && next.weight() <= left) {
      entries.remove();
      size.decrementAndGet();
      weight.addAndGet(-next.weight());
      batch.add(next);
      left -= next.weight();
      next = entries.peek();
    }
    return left;
  }

  int size() {
    return size.get();
  }

  long weight() {
    return weight.get();
  }
}
