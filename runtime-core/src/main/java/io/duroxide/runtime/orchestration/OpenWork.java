package io.duroxide.runtime.orchestration;

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
 * @param activities scheduling ids of unfinished activities
 * @param children instance ids of unfinished children
 */
record OpenWork(List<Long> activities, List<String> children) {

  static final OpenWork NONE = new OpenWork(List.of(), List.of());

  static OpenWork of(List<HistoryEvent> history) {
    Map<Long, HistoryEvent> open = new TreeMap<>();
    for (HistoryEvent event : history) {
      if (event instanceof ActivityScheduled || event instanceof SubOrchestrationScheduled) {
        open.put(event.id(), event);
      } else {
        open.remove(endedBy(event));
      }
    }
    List<Long> activities = new ArrayList<>();
    List<String> children = new ArrayList<>();
    for (HistoryEvent event : open.values()) {
      if (event instanceof SubOrchestrationScheduled child) {
        children.add(child.childInstance());
      } else {
        activities.add(event.id());
      }
    }
    return new OpenWork(activities, children);
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
