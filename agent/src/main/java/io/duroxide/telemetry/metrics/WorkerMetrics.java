package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.PollResult;
import io.duroxide.telemetry.metrics.LabelValues.WorkerType;

/** What the slots of this process do. Queue depths of the store are in {@link StoreMetrics}. */
final class WorkerMetrics {

  private final Slots[] slotsByType = {new Slots(), new Slots()};
  private final Counter processed;
  private final Counter polls;
  private final Counter lockLost;

  WorkerMetrics(Instruments instruments) {
    processed = instruments.counter(WorkerRows.ITEMS_PROCESSED);
    polls = instruments.counter(WorkerRows.DISPATCHER_POLLS);
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

  /** Items that slots of this process have claimed and not finished. */
  void observeHeld(Observed observed) {
    forEach((type, slot) -> observed.count(slot.held(), slot.id(), type.index()));
  }

  void announce(int orchestrationSlots, int activitySlots) {
    slotsByType[WorkerType.ORCHESTRATION.index()].announce(orchestrationSlots);
    slotsByType[WorkerType.ACTIVITY.index()].announce(activitySlots);
    processed.announce(WorkerType.values().length);
    lockLost.announce(WorkerType.values().length);
    polls.announce(WorkerType.values().length * PollResult.values().length);
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
    slotsByType[type.index()].slot(slot).end(began, now, done);
    if (done) {
      processed.add(1, type.index());
    }
  }

  void lockLost(WorkerType type) {
    lockLost.add(1, type.index());
  }

  void polled(WorkerType type, PollResult result) {
    polls.add(1, polls.at(type, result));
  }
}
