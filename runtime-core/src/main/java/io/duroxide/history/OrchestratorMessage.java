package io.duroxide.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.duroxide.ErrorDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A work item of the orchestrator queue: something an instance has to take notice of in its next
 * turn.
 *
 * <p>{@code instance} is the receiver. Completions also name the receiver's execution and the
 * scheduling event; one for an execution that is over is dropped.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(
      value = OrchestratorMessage.StartOrchestration.class,
      name = "START_ORCHESTRATION"),
  @JsonSubTypes.Type(value = OrchestratorMessage.ContinueAsNew.class, name = "CONTINUE_AS_NEW"),
  @JsonSubTypes.Type(
      value = OrchestratorMessage.ActivityCompleted.class,
      name = "ACTIVITY_COMPLETED"),
  @JsonSubTypes.Type(value = OrchestratorMessage.ActivityFailed.class, name = "ACTIVITY_FAILED"),
  @JsonSubTypes.Type(value = OrchestratorMessage.TimerFired.class, name = "TIMER_FIRED"),
  @JsonSubTypes.Type(
      value = OrchestratorMessage.SubOrchestrationCompleted.class,
      name = "SUB_ORCHESTRATION_COMPLETED"),
  @JsonSubTypes.Type(
      value = OrchestratorMessage.SubOrchestrationFailed.class,
      name = "SUB_ORCHESTRATION_FAILED"),
  @JsonSubTypes.Type(value = OrchestratorMessage.EventRaised.class, name = "EVENT_RAISED"),
  @JsonSubTypes.Type(
      value = OrchestratorMessage.QueueMessageSent.class,
      name = "QUEUE_MESSAGE_SENT"),
  @JsonSubTypes.Type(value = OrchestratorMessage.CancelInstance.class, name = "CANCEL_INSTANCE")
})
public sealed interface OrchestratorMessage {

  String instance();

  /** Begins execution 1. {@code version} null means the registry's policy. */
  record StartOrchestration(
      String instance,
      String name,
      @Nullable String version,
      @Nullable String input,
      StartOrigin origin,
      @Nullable ParentLink parent)
      implements OrchestratorMessage {

    private static final String UNREADABLE = "(unreadable)";

    /**
     * Stands for a start whose text cannot be read, so that its parent, or a client, can be told.
     *
     * @param parent null if a client has started it
     */
    public static StartOrchestration unreadable(String instance, @Nullable ParentLink parent) {
      StartOrigin origin = parent == null ? StartOrigin.CLIENT : StartOrigin.SUB_ORCHESTRATION;
      return new StartOrchestration(instance, UNREADABLE, null, null, origin, parent);
    }

    /** Whether this stands for one that cannot be read. */
    @JsonIgnore
    public boolean isUnreadable() {
      return name.equals(UNREADABLE);
    }
  }

  /**
   * Begins the execution after the one that wrote it.
   *
   * @param customStatus the instance's custom status at that time
   * @param carried queue messages nobody had taken, in the order of their arrival
   */
  record ContinueAsNew(
      String instance,
      String name,
      @Nullable String version,
      @Nullable String input,
      @Nullable ParentLink parent,
      @Nullable String customStatus,
      List<QueueMessage> carried)
      implements OrchestratorMessage {

    public ContinueAsNew {
      carried = List.copyOf(carried);
    }
  }

  record ActivityCompleted(
      String instance, long executionId, long scheduledId, @Nullable String result)
      implements OrchestratorMessage {}

  record ActivityFailed(String instance, long executionId, long scheduledId, ErrorDetails error)
      implements OrchestratorMessage {}

  record TimerFired(String instance, long executionId, long scheduledId)
      implements OrchestratorMessage {}

  record SubOrchestrationCompleted(
      String instance, long executionId, long scheduledId, @Nullable String result)
      implements OrchestratorMessage {}

  record SubOrchestrationFailed(
      String instance, long executionId, long scheduledId, ErrorDetails error)
      implements OrchestratorMessage {}

  record EventRaised(String instance, String name, @Nullable String data)
      implements OrchestratorMessage {}

  /** For an event queue of the instance. */
  record QueueMessageSent(String instance, String name, @Nullable String data)
      implements OrchestratorMessage {}

  /**
   * @param force ends the instance at its next turn even if its code observes cancellation
   */
  record CancelInstance(String instance, String reason, boolean force)
      implements OrchestratorMessage {}
}
