package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.PollResult;
import io.duroxide.telemetry.metrics.LabelValues.WorkerType;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the slots of this process do. Queue depths of the store are in {@link StoreMetrics}.
 *
 * <p>What each item and each fetch adds to is kept here, not in a counter with its label sets: a
 * loaded node finds memory cold at every event.
 */
final class WorkerMetrics {

  private static final int POLL_RESULTS = PollResult.values().length;

  private final Slots[] slotsByType = {new Slots(), new Slots()};
  private final AtomicLongArray polls =
      new AtomicLongArray(WorkerType.values().length * POLL_RESULTS);
  private final Counter lockLost;

  /** Whether there is anything to count: a JVM without a runtime has no such series. */
  private volatile boolean announced;

  WorkerMetrics(Instruments instruments) {
    instruments.observe(WorkerRows.ITEMS_PROCESSED, this::observeProcessed);
    instruments.observe(WorkerRows.DISPATCHER_POLLS, this::observePolls);
    lockLost = instruments.counter(WorkerRows.LOCK_LOST);
    instruments.observe(
        WorkerRows.ACTIVE_TIME,
        observed ->
            forEach(
                (type, slot) ->
                    observed.value(
                        Distribution.seconds(slot.activeNanos()), slot.id(), type.index())));
    instruments.observe(
        WorkerRows.PROCESSING_RATE,
        observed -> forEach((type, slot) -> observed.value(slot.rate(), slot.id(), type.index())));
  }

  private interface SlotAction {
    void accept(WorkerType type, Slots.Slot slot);
  }

  private void forEach(SlotAction action) {
    for (WorkerType type : WorkerType.values()) {
      slotsByType[type.index()].forEach(slot -> action.accept(type, slot));
    }
  }

  private void observeProcessed(Observed observed) {
    if (announced) {
      for (WorkerType type : WorkerType.values()) {
        observed.count(0, type.index());
      }
      forEach((type, slot) -> observed.count(slot.processed(), type.index()));
    }
  }

  private void observePolls(Observed observed) {
    for (int i = 0; announced && i < polls.length(); i++) {
      observed.count(polls.get(i), i);
    }
  }

  /** Items that slots of this process have claimed and not finished. */
  void observeHeld(Observed observed) {
    forEach((type, slot) -> observed.count(slot.held(), slot.id(), type.index()));
  }

  void announce(int orchestrationSlots, int activitySlots) {
    slotsByType[WorkerType.ORCHESTRATION.index()].announce(orchestrationSlots);
    slotsByType[WorkerType.ACTIVITY.index()].announce(activitySlots);
    lockLost.announce(WorkerType.values().length);
    announceOnce();
  }

  private void announceOnce() {
    // Read first: a write for every event would take the line away from all other processors.
    if (!announced) {
      announced = true;
    }
  }

  long began(WorkerType type, int slot) {
    long now = System.nanoTime();
    slotsByType[type.index()].slot(slot).begin(now);
    return now;
  }

  /**
   * @param done whether the item left its queue
   */
  void ended(WorkerType type, int slot, long began, long now, boolean done) {
    announceOnce();
    slotsByType[type.index()].slot(slot).end(began, now, done);
  }

  void lockLost(WorkerType type) {
    lockLost.add(1, type.index());
  }

  void polled(WorkerType type, PollResult result) {
    announceOnce();
    polls.incrementAndGet(type.index() * POLL_RESULTS + result.index());
  }
}
