package io.duroxide.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.duroxide.ErrorDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One append-only fact of one execution.
 *
 * <p>{@code id} starts at 1 with {@link OrchestrationStarted} and rises; {@code at} is the wall
 * clock of the writing node in epoch milliseconds. A completion names its scheduling event in
 * {@code scheduledId}. Instance and execution are the row's, not repeated here. Payloads are
 * encoded strings; null is Java's null.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(
      value = HistoryEvent.OrchestrationStarted.class,
      name = "ORCHESTRATION_STARTED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.OrchestrationCompleted.class,
      name = "ORCHESTRATION_COMPLETED"),
  @JsonSubTypes.Type(value = HistoryEvent.OrchestrationFailed.class, name = "ORCHESTRATION_FAILED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.OrchestrationCancelled.class,
      name = "ORCHESTRATION_CANCELLED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.OrchestrationContinuedAsNew.class,
      name = "ORCHESTRATION_CONTINUED_AS_NEW"),
  @JsonSubTypes.Type(value = HistoryEvent.CancelRequested.class, name = "CANCEL_REQUESTED"),
  @JsonSubTypes.Type(value = HistoryEvent.ActivityScheduled.class, name = "ACTIVITY_SCHEDULED"),
  @JsonSubTypes.Type(value = HistoryEvent.ActivityCompleted.class, name = "ACTIVITY_COMPLETED"),
  @JsonSubTypes.Type(value = HistoryEvent.ActivityFailed.class, name = "ACTIVITY_FAILED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.ActivityCancelRequested.class,
      name = "ACTIVITY_CANCEL_REQUESTED"),
  @JsonSubTypes.Type(value = HistoryEvent.TimerCreated.class, name = "TIMER_CREATED"),
  @JsonSubTypes.Type(value = HistoryEvent.TimerFired.class, name = "TIMER_FIRED"),
  @JsonSubTypes.Type(value = HistoryEvent.EventSubscribed.class, name = "EVENT_SUBSCRIBED"),
  @JsonSubTypes.Type(value = HistoryEvent.EventRaised.class, name = "EVENT_RAISED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.EventSubscriptionCancelled.class,
      name = "EVENT_SUBSCRIPTION_CANCELLED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.SubOrchestrationScheduled.class,
      name = "SUB_ORCHESTRATION_SCHEDULED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.SubOrchestrationCompleted.class,
      name = "SUB_ORCHESTRATION_COMPLETED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.SubOrchestrationFailed.class,
      name = "SUB_ORCHESTRATION_FAILED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.SubOrchestrationCancelRequested.class,
      name = "SUB_ORCHESTRATION_CANCEL_REQUESTED"),
  @JsonSubTypes.Type(value = HistoryEvent.DetachedStarted.class, name = "DETACHED_STARTED"),
  @JsonSubTypes.Type(value = HistoryEvent.SystemCallRecorded.class, name = "SYSTEM_CALL_RECORDED"),
  @JsonSubTypes.Type(value = HistoryEvent.QueueSubscribed.class, name = "QUEUE_SUBSCRIBED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.QueueMessageArrived.class,
      name = "QUEUE_MESSAGE_ARRIVED"),
  @JsonSubTypes.Type(
      value = HistoryEvent.QueueSubscriptionCancelled.class,
      name = "QUEUE_SUBSCRIPTION_CANCELLED"),
  @JsonSubTypes.Type(value = HistoryEvent.CustomStatusSet.class, name = "CUSTOM_STATUS_SET"),
  @JsonSubTypes.Type(value = HistoryEvent.KeyValueSet.class, name = "KEY_VALUE_SET"),
  @JsonSubTypes.Type(value = HistoryEvent.KeyValueRemoved.class, name = "KEY_VALUE_REMOVED"),
  @JsonSubTypes.Type(value = HistoryEvent.KeyValuesCleared.class, name = "KEY_VALUES_CLEARED")
})
public sealed interface HistoryEvent {

  long id();

  long at();

  @JsonIgnore
  EventKind kind();

  /**
   * Always event 1. {@code version} is the resolved one; {@code runtimeVersion} is the writer's.
   * After a continue-as-new {@code customStatus} and {@code carried}, the queue messages nobody had
   * taken, come from the execution before.
   */
  record OrchestrationStarted(
      long id,
      long at,
      String name,
      String version,
      @Nullable String input,
      StartOrigin origin,
      @Nullable ParentLink parent,
      String runtimeVersion,
      @Nullable String customStatus,
      List<QueueMessage> carried)
      implements HistoryEvent {

    public OrchestrationStarted {
      carried = List.copyOf(carried);
    }

    @Override
    public EventKind kind() {
      return EventKind.ORCHESTRATION_STARTED;
    }
  }

  /** Terminal. */
  record OrchestrationCompleted(long id, long at, @Nullable String output) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ORCHESTRATION_COMPLETED;
    }
  }

  /** Terminal. */
  record OrchestrationFailed(long id, long at, ErrorDetails error) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ORCHESTRATION_FAILED;
    }
  }

  /** Terminal. */
  record OrchestrationCancelled(long id, long at, String reason) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ORCHESTRATION_CANCELLED;
    }
  }

  /**
   * Terminal for this execution; {@code version} is the one asked for, null for the registry's
   * policy.
   */
  record OrchestrationContinuedAsNew(
      long id, long at, @Nullable String version, @Nullable String input) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ORCHESTRATION_CONTINUED_AS_NEW;
    }
  }

  /**
   * Somebody asked for the instance to be cancelled; {@code force} leaves the code no say in it.
   */
  record CancelRequested(long id, long at, String reason, boolean force) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.CANCEL_REQUESTED;
    }
  }

  /**
   * {@code attempt} counts the earlier attempts of the same call under its retry policy; {@code
   * timeoutMillis} limits this attempt's running time.
   */
  record ActivityScheduled(
      long id,
      long at,
      String name,
      @Nullable String input,
      int attempt,
      int maxAttempts,
      @Nullable Long timeoutMillis,
      @Nullable String tag,
      @Nullable String sessionId)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ACTIVITY_SCHEDULED;
    }
  }

  record ActivityCompleted(long id, long at, long scheduledId, @Nullable String result)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ACTIVITY_COMPLETED;
    }
  }

  record ActivityFailed(long id, long at, long scheduledId, ErrorDetails error)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ACTIVITY_FAILED;
    }
  }

  /** Best effort: a completion may still follow. */
  record ActivityCancelRequested(long id, long at, long scheduledId, CancelReason reason)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.ACTIVITY_CANCEL_REQUESTED;
    }
  }

  /** {@code fireAt} is epoch milliseconds, so a restart does not lengthen the timer. */
  record TimerCreated(long id, long at, long fireAt) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.TIMER_CREATED;
    }
  }

  record TimerFired(long id, long at, long scheduledId) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.TIMER_FIRED;
    }
  }

  record EventSubscribed(long id, long at, String name) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.EVENT_SUBSCRIBED;
    }
  }

  /** Recorded whether or not somebody waits. */
  record EventRaised(long id, long at, String name, @Nullable String data) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.EVENT_RAISED;
    }
  }

  record EventSubscriptionCancelled(long id, long at, long scheduledId, CancelReason reason)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.EVENT_SUBSCRIPTION_CANCELLED;
    }
  }

  /** {@code version} is the one asked for, null for the registry's policy. */
  record SubOrchestrationScheduled(
      long id,
      long at,
      String name,
      @Nullable String version,
      String childInstance,
      @Nullable String input)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.SUB_ORCHESTRATION_SCHEDULED;
    }
  }

  record SubOrchestrationCompleted(long id, long at, long scheduledId, @Nullable String result)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.SUB_ORCHESTRATION_COMPLETED;
    }
  }

  record SubOrchestrationFailed(long id, long at, long scheduledId, ErrorDetails error)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.SUB_ORCHESTRATION_FAILED;
    }
  }

  record SubOrchestrationCancelRequested(long id, long at, long scheduledId, CancelReason reason)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.SUB_ORCHESTRATION_CANCEL_REQUESTED;
    }
  }

  /** An independent start that nobody waits for. */
  record DetachedStarted(
      long id,
      long at,
      String name,
      @Nullable String version,
      String startedInstance,
      @Nullable String input)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.DETACHED_STARTED;
    }
  }

  /** {@code argument} is part of the question, {@code value} the recorded answer. */
  record SystemCallRecorded(
      long id, long at, SystemCall call, @Nullable String argument, @Nullable String value)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.SYSTEM_CALL_RECORDED;
    }
  }

  /** Waits for the next message of a queue. */
  record QueueSubscribed(long id, long at, String name) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.QUEUE_SUBSCRIBED;
    }
  }

  /** A message of a queue; kept until a wait takes it. */
  record QueueMessageArrived(long id, long at, String name, @Nullable String data)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.QUEUE_MESSAGE_ARRIVED;
    }
  }

  /** The wait takes no message any more. */
  record QueueSubscriptionCancelled(long id, long at, long scheduledId, CancelReason reason)
      implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.QUEUE_SUBSCRIPTION_CANCELLED;
    }
  }

  /** {@code status} null means it was reset. */
  record CustomStatusSet(long id, long at, @Nullable String status) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.CUSTOM_STATUS_SET;
    }
  }

  /** {@code value} is an encoded payload. */
  record KeyValueSet(long id, long at, String key, String value) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.KEY_VALUE_SET;
    }
  }

  /** The key has no value any more. */
  record KeyValueRemoved(long id, long at, String key) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.KEY_VALUE_REMOVED;
    }
  }

  /** No key has a value any more. */
  record KeyValuesCleared(long id, long at) implements HistoryEvent {
    @Override
    public EventKind kind() {
      return EventKind.KEY_VALUES_CLEARED;
    }
  }
}
