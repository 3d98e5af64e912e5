package io.duroxide.telemetry.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slots of one worker type in this process. Slots of several runtimes are added up. */
final class Slots {

  private static final int MAX_SLOTS = 1_024;
  private static final long MIN_RATE_NANOS = 1_000_000_000;

  private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(MAX_SLOTS);

  /** The slot of this number; numbers beyond reason share the last one. */
  Slot slot(int number) {
    int index = Math.max(0, Math.min(number, MAX_SLOTS - 1));
    Slot known = slots.get(index);
    if (known == null) {
      slots.compareAndSet(index, null, new Slot(Integer.toString(index)));
      known = slots.get(index);
    }
    if (known == null) {
      throw new IllegalStateException("a slot vanished");
    }
    return known;
  }

  /** Makes slots visible before their first item. */
  void announce(int count) {
    for (int number = 0; number < count; number++) {
      slot(number);
    }
  }

  void forEach(Consumer<Slot> action) {
    for (int index = 0; index < MAX_SLOTS; index++) {
      Slot slot = slots.get(index);
      if (slot != null) {
        action.accept(slot);
      }
    }
  }

  /**
   * One slot: what it holds, how long it was busy, how much it did. Its own lock, because that lies
   * beside its numbers in memory, which are cold whenever an item was waited for.
   */
  static final class Slot {
    private final String id;
    private final long origin = System.nanoTime();
    private int held;
    private long heldSince;
    private long busyNanos;
    private long processed;
    private long rateAt = origin;
    private long rateProcessed;
    private double rate;

    private Slot(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }

    synchronized void begin(long now) {
      held++;
      heldSince += now - origin;
    }

    synchronized void end(long began, long now, boolean done) {
      held--;
      heldSince -= began - origin;
      busyNanos += now - began;
      processed += done ? 1 : 0;
    }

    synchronized int held() {
      return held;
    }

    synchronized long processed() {
      return processed;
    }

    /** Never decreases: what runs now is included, by the sum of the times it began. */
    synchronized long activeNanos() {
      return busyNanos + held * (System.nanoTime() - origin) - heldSince;
    }

    /** Items per second since the last call; calls of several readers at once share one value. */
    synchronized double rate() {
      long now = System.nanoTime();
      if (now - rateAt >= MIN_RATE_NANOS) {
        rate = (processed - rateProcessed) * 1e9 / (now - rateAt);
        rateAt = now;
        rateProcessed = processed;
      }
      return rate;
    }
  }
}
