package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorDetails;
import io.duroxide.Limits;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.ActivityFailed;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.history.HistoryEvent.CustomStatusSet;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.KeyValueSet;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCompleted;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.QueueMessageArrived;
import io.duroxide.history.HistoryEvent.SubOrchestrationCompleted;
import io.duroxide.history.HistoryEvent.SubOrchestrationFailed;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.history.QueueMessage;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How large the history of one execution is.
 *
 * @param lastEventId its number of events, as ids have no gaps
 * @param bytes of its payloads in UTF-8; names and ids are not worth counting
 */
record HistorySize(long lastEventId, long bytes) {

  private static final HistorySize EMPTY = new HistorySize(0, 0);

  /** The size before the turn of {@code item}. */
  static HistorySize before(OrchestrationItem item, ExecutionFacts facts) {
    CurrentExecution current = item.current();
    return current == null || facts.firstTurn()
        ? EMPTY
        : new HistorySize(current.lastEventId(), current.historyBytes());
  }

  /** The size with these events behind it. */
  HistorySize plus(List<HistoryEvent> events) {
    if (events.isEmpty()) {
      return this;
    }
    long sum = bytes;
    for (HistoryEvent event : events) {
      sum += payloadBytes(event);
    }
    return new HistorySize(events.get(events.size() - 1).id(), sum);
  }

  /** Size of what one event carries. */
  static long payloadBytes(HistoryEvent event) {
    return switch (event.kind()) {
      case ORCHESTRATION_STARTED -> started((OrchestrationStarted) event);
      case ORCHESTRATION_COMPLETED -> length(((OrchestrationCompleted) event).output());
      case ORCHESTRATION_FAILED -> length(((OrchestrationFailed) event).error());
      case ORCHESTRATION_CANCELLED -> length(((OrchestrationCancelled) event).reason());
      case ORCHESTRATION_CONTINUED_AS_NEW -> length(((OrchestrationContinuedAsNew) event).input());
      case CANCEL_REQUESTED -> length(((CancelRequested) event).reason());
      case ACTIVITY_SCHEDULED -> length(((ActivityScheduled) event).input());
      case ACTIVITY_COMPLETED -> length(((ActivityCompleted) event).result());
      case ACTIVITY_FAILED -> length(((ActivityFailed) event).error());
      case EVENT_RAISED -> length(((EventRaised) event).data());
      case SUB_ORCHESTRATION_SCHEDULED -> length(((SubOrchestrationScheduled) event).input());
      case SUB_ORCHESTRATION_COMPLETED -> length(((SubOrchestrationCompleted) event).result());
      case SUB_ORCHESTRATION_FAILED -> length(((SubOrchestrationFailed) event).error());
      case DETACHED_STARTED -> length(((DetachedStarted) event).input());
      case SYSTEM_CALL_RECORDED -> length(((SystemCallRecorded) event).value());
      case QUEUE_MESSAGE_ARRIVED -> length(((QueueMessageArrived) event).data());
      case CUSTOM_STATUS_SET -> length(((CustomStatusSet) event).status());
      case KEY_VALUE_SET -> length(((KeyValueSet) event).value());
      case ACTIVITY_CANCEL_REQUESTED,
          TIMER_CREATED,
          TIMER_FIRED,
          EVENT_SUBSCRIBED,
          EVENT_SUBSCRIPTION_CANCELLED,
          SUB_ORCHESTRATION_CANCEL_REQUESTED,
          QUEUE_SUBSCRIBED,
          QUEUE_SUBSCRIPTION_CANCELLED,
          KEY_VALUE_REMOVED,
          KEY_VALUES_CLEARED ->
          0;
    };
  }

  private static long started(OrchestrationStarted event) {
    long sum = length(event.input()) + length(event.customStatus());
    for (QueueMessage message : event.carried()) {
      sum += length(message.data());
    }
    return sum;
  }

  private static long length(@Nullable String payload) {
    return payload == null ? 0 : Limits.utf8Length(payload);
  }

  private static long length(ErrorDetails error) {
    return length(error.message());
  }
}
