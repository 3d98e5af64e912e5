package io.duroxide.runtime.simulation;

import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.ActivityFailed;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.KeyValueRemoved;
import io.duroxide.history.HistoryEvent.KeyValueSet;
import io.duroxide.history.HistoryEvent.KeyValuesCleared;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.QueueMessageArrived;
import io.duroxide.history.HistoryEvent.SubOrchestrationCancelRequested;
import io.duroxide.history.HistoryEvent.SubOrchestrationCompleted;
import io.duroxide.history.HistoryEvent.SubOrchestrationFailed;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.TimerFired;
import io.duroxide.history.QueueMessage;
import io.duroxide.provider.KeyValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What every history must look like, and what can be read off one. */
final class Histories {

  private static final Set<EventKind> ENDS =
      EnumSet.of(
          EventKind.ORCHESTRATION_COMPLETED,
          EventKind.ORCHESTRATION_FAILED,
          EventKind.ORCHESTRATION_CANCELLED,
          EventKind.ORCHESTRATION_CONTINUED_AS_NEW);

  private static final Set<EventKind> SCHEDULES =
      EnumSet.of(
          EventKind.ACTIVITY_SCHEDULED,
          EventKind.TIMER_CREATED,
          EventKind.EVENT_SUBSCRIBED,
          EventKind.SUB_ORCHESTRATION_SCHEDULED);

  private Histories() {}

  /**
   * @param where for the messages
   */
  static List<String> violations(String where, List<HistoryEvent> history) {
    List<String> found = new ArrayList<>();
    if (history.isEmpty() || !(history.get(0) instanceof OrchestrationStarted)) {
      return List.of(where + " does not begin with its start");
    }
    Map<Long, EventKind> scheduled = new LinkedHashMap<>();
    Set<Long> completed = new HashSet<>();
    for (int i = 0; i < history.size(); i++) {
      HistoryEvent event = history.get(i);
      String here = where + " event " + event.id() + " " + event.kind();
      if (event.id() != i + 1) {
        found.add(here + " is at position " + (i + 1));
      }
      if (isEnd(event) && i + 1 < history.size()) {
        found.add(here + " is not the last");
      }
      if (event.kind() == EventKind.ORCHESTRATION_STARTED && i > 0) {
        found.add(here + " is a second start");
      }
      if (SCHEDULES.contains(event.kind())) {
        scheduled.put(event.id(), event.kind());
      }
      long of = completes(event);
      if (of != 0 && scheduled.get(of) != scheduleOf(event.kind())) {
        found.add(here + " completes " + of + ", which is " + scheduled.get(of));
      }
      if (of != 0 && !completed.add(of)) {
        found.add(here + " completes " + of + " again");
      }
    }
    return found;
  }

  static boolean isEnd(HistoryEvent event) {
    return ENDS.contains(event.kind());
  }

  /** Instance ids of the children the execution has asked to be cancelled. */
  static Set<String> cancelledChildren(List<HistoryEvent> history) {
    Map<Long, String> children = new LinkedHashMap<>();
    Set<String> cancelled = new HashSet<>();
    for (HistoryEvent event : history) {
      if (event instanceof SubOrchestrationScheduled child) {
        children.put(event.id(), child.childInstance());
      } else if (event instanceof SubOrchestrationCancelRequested request) {
        cancelled.add(children.get(request.scheduledId()));
      }
    }
    return cancelled;
  }

  /** What was scheduled and has neither completed nor been given up. */
  static Collection<HistoryEvent> open(List<HistoryEvent> history) {
    Map<Long, HistoryEvent> open = new LinkedHashMap<>();
    for (HistoryEvent event : history) {
      if (SCHEDULES.contains(event.kind())) {
        open.put(event.id(), event);
      }
      open.remove(completes(event));
      open.remove(givesUp(event));
      if (event instanceof HistoryEvent.EventRaised raised) {
        open.values()
            .removeIf(
                wait ->
                    wait instanceof HistoryEvent.EventSubscribed subscribed
                        && subscribed.name().equals(raised.name()));
      }
    }
    return open.values();
  }

  /** Messages of queues that came in. */
  static Stream<QueueMessage> arrivals(List<HistoryEvent> history) {
    return history.stream()
        .filter(QueueMessageArrived.class::isInstance)
        .map(QueueMessageArrived.class::cast)
        .map(arrived -> new QueueMessage(arrived.name(), arrived.data()));
  }

  /** The key values of an instance after the execution. */
  static Map<String, KeyValue> keyValuesAfter(
      Map<String, KeyValue> before, List<HistoryEvent> history) {
    Map<String, KeyValue> values = new TreeMap<>(before);
    for (HistoryEvent event : history) {
      if (event instanceof KeyValueSet set) {
        values.put(set.key(), new KeyValue(set.value(), set.at()));
      } else if (event instanceof KeyValueRemoved removed) {
        values.remove(removed.key());
      } else if (event instanceof KeyValuesCleared) {
        values.clear();
      }
    }
    return values;
  }

  private static long completes(HistoryEvent event) {
    return switch (event.kind()) {
      case ACTIVITY_COMPLETED -> ((ActivityCompleted) event).scheduledId();
      case ACTIVITY_FAILED -> ((ActivityFailed) event).scheduledId();
      case TIMER_FIRED -> ((TimerFired) event).scheduledId();
      case SUB_ORCHESTRATION_COMPLETED -> ((SubOrchestrationCompleted) event).scheduledId();
      case SUB_ORCHESTRATION_FAILED -> ((SubOrchestrationFailed) event).scheduledId();
      default -> 0;
    };
  }

  private static long givesUp(HistoryEvent event) {
    return switch (event.kind()) {
      case ACTIVITY_CANCEL_REQUESTED -> ((ActivityCancelRequested) event).scheduledId();
      case EVENT_SUBSCRIPTION_CANCELLED -> ((EventSubscriptionCancelled) event).scheduledId();
      case SUB_ORCHESTRATION_CANCEL_REQUESTED ->
          ((SubOrchestrationCancelRequested) event).scheduledId();
      default -> 0;
    };
  }

  private static EventKind scheduleOf(EventKind completion) {
    return switch (completion) {
      case ACTIVITY_COMPLETED, ACTIVITY_FAILED -> EventKind.ACTIVITY_SCHEDULED;
      case TIMER_FIRED -> EventKind.TIMER_CREATED;
      default -> EventKind.SUB_ORCHESTRATION_SCHEDULED;
    };
  }
}
