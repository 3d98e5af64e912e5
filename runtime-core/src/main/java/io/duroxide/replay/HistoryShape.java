package io.duroxide.replay;

import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import java.util.List;

/**
 * Whether events can be the history of an execution, before any code runs on them: its start comes
 * first and once, ids count up from 1 without a gap, and nothing follows its end.
 */
public final class HistoryShape {

  private HistoryShape() {}

  /**
   * @throws CorruptHistoryException if they cannot
   */
  public static void check(List<HistoryEvent> history) {
    if (history.isEmpty()) {
      throw new CorruptHistoryException("it is empty");
    }
    boolean ended = false;
    long expectedId = 1;
    for (HistoryEvent event : history) {
      if (event.id() != expectedId) {
        throw new CorruptHistoryException(
            "event " + expectedId + " is missing, found " + event.id() + " in its place");
      }
      if ((expectedId == 1) != (event.kind() == EventKind.ORCHESTRATION_STARTED)) {
        throw new CorruptHistoryException(
            "event "
                + expectedId
                + " is "
                + Descriptions.of(event)
                + ", the start must be event 1");
      }
      if (ended) {
        throw new CorruptHistoryException(
            "event " + expectedId + ", " + Descriptions.of(event) + ", follows the end");
      }
      ended = isEnd(event.kind());
      expectedId++;
    }
  }

  static boolean isEnd(EventKind kind) {
    return switch (kind) {
      case ORCHESTRATION_COMPLETED,
          ORCHESTRATION_FAILED,
          ORCHESTRATION_CANCELLED,
          ORCHESTRATION_CONTINUED_AS_NEW ->
          true;
      default -> false;
    };
  }

  /** Whether the event comes from outside; those of a turn come before all else it writes. */
  static boolean isArrival(EventKind kind) {
    return switch (kind) {
      case ORCHESTRATION_STARTED,
          ACTIVITY_COMPLETED,
          ACTIVITY_FAILED,
          TIMER_FIRED,
          EVENT_RAISED,
          QUEUE_MESSAGE_ARRIVED,
          SUB_ORCHESTRATION_COMPLETED,
          SUB_ORCHESTRATION_FAILED,
          CANCEL_REQUESTED ->
          true;
      default -> false;
    };
  }
}
