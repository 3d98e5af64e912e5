package io.duroxide.runtime.orchestration;

import io.duroxide.history.CancelReason;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.ActivityFailed;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.SubOrchestrationCancelRequested;
import io.duroxide.history.HistoryEvent.SubOrchestrationCompleted;
import io.duroxide.history.HistoryEvent.SubOrchestrationFailed;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an execution that ends without its code still has running outside, read off its history.
 *
 * @param scheduled the scheduling events of unfinished activities and children
 */
record OpenWork(List<HistoryEvent> scheduled) {

  static final OpenWork NONE = new OpenWork(List.of());

  static OpenWork of(List<HistoryEvent> history) {
    Map<Long, HistoryEvent> open = new TreeMap<>();
    for (HistoryEvent event : history) {
      if (event instanceof ActivityScheduled || event instanceof SubOrchestrationScheduled) {
        open.put(event.id(), event);
      } else {
        open.remove(endedBy(event));
      }
    }
    return new OpenWork(List.copyOf(open.values()));
  }

  /** Scheduling ids of unfinished activities. */
  List<Long> activities() {
    return scheduled.stream()
        .filter(ActivityScheduled.class::isInstance)
        .map(HistoryEvent::id)
        .toList();
  }

  /** Instance ids of unfinished children. */
  List<String> children() {
    return scheduled.stream()
        .filter(SubOrchestrationScheduled.class::isInstance)
        .map(child -> ((SubOrchestrationScheduled) child).childInstance())
        .toList();
  }

  /**
   * The events that note its cancellation at the end of the execution.
   *
   * @param firstId id of the first
   */
  List<HistoryEvent> cancelled(long firstId, long now) {
    List<HistoryEvent> notes = new ArrayList<>();
    for (HistoryEvent work : scheduled) {
      long id = firstId + notes.size();
      notes.add(
          work instanceof ActivityScheduled
              ? new ActivityCancelRequested(id, now, work.id(), CancelReason.EXECUTION_ENDED)
              : new SubOrchestrationCancelRequested(
                  id, now, work.id(), CancelReason.EXECUTION_ENDED));
    }
    return notes;
  }

  /** The scheduling event that {@code event} ends, or 0. */
  private static long endedBy(HistoryEvent event) {
    return switch (event.kind()) {
      case ACTIVITY_COMPLETED -> ((ActivityCompleted) event).scheduledId();
      case ACTIVITY_FAILED -> ((ActivityFailed) event).scheduledId();
      case ACTIVITY_CANCEL_REQUESTED -> ((ActivityCancelRequested) event).scheduledId();
      case SUB_ORCHESTRATION_COMPLETED -> ((SubOrchestrationCompleted) event).scheduledId();
      case SUB_ORCHESTRATION_FAILED -> ((SubOrchestrationFailed) event).scheduledId();
      case SUB_ORCHESTRATION_CANCEL_REQUESTED ->
          ((SubOrchestrationCancelRequested) event).scheduledId();
      default -> 0;
    };
  }
}
