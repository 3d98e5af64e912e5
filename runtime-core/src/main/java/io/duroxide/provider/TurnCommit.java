package io.duroxide.provider;

import static java.util.Objects.requireNonNull;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.ParentLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything one turn changes, written as one transaction or not at all: the handed-out messages
 * go, the events are appended, the state of the execution is set, work items are inserted, then
 * cancelled activities are deleted, and the lock is released.
 *
 * @param events appended to the execution's history; ids that exist already are an error
 * @param state the execution after this turn, or null if nothing but the messages changes
 * @param activities for the worker queue
 * @param messages for the orchestrator queue
 * @param cancelledActivities scheduling event ids of this execution whose work items are deleted;
 *     after the inserts, so an activity scheduled and cancelled in one turn nets to nothing
 * @param changes of custom status and key values, applied with the events
 * @param deadLetters handed-out messages that could not be read; kept aside for an operator
 */
public record TurnCommit(
    LockToken lockToken,
    String instance,
    long executionId,
    List<HistoryEvent> events,
    @Nullable ExecutionState state,
    List<ActivityWorkItem> activities,
    List<OutgoingMessage> messages,
    List<Long> cancelledActivities,
    InstanceChanges changes,
    List<String> deadLetters) {

  public TurnCommit {
    requireNonNull(lockToken, "lockToken");
    requireNonNull(instance, "instance");
    events = List.copyOf(events);
    activities = List.copyOf(activities);
    messages = List.copyOf(messages);
    cancelledActivities = List.copyOf(cancelledActivities);
    requireNonNull(changes, "changes");
    deadLetters = List.copyOf(deadLetters);
  }

  /** A commit that only takes the messages away and releases the lock. */
  public static TurnCommit dropMessages(LockToken lockToken, String instance, long executionId) {
    return new TurnCommit(
        lockToken,
        instance,
        executionId,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        InstanceChanges.NONE,
        List.of());
  }

  /** This commit with other messages. */
  public TurnCommit withMessages(List<OutgoingMessage> newMessages) {
    return new TurnCommit(
        lockToken,
        instance,
        executionId,
        events,
        state,
        activities,
        newMessages,
        cancelledActivities,
        changes,
        deadLetters);
  }

  /** This commit with messages to put aside. */
  public TurnCommit withDeadLetters(List<String> unreadable) {
    return new TurnCommit(
        lockToken,
        instance,
        executionId,
        events,
        state,
        activities,
        messages,
        cancelledActivities,
        changes,
        unreadable);
  }

  /**
   * The execution after the turn.
   *
   * @param result encoded output, or the encoded {@code ErrorDetails}, or the reason of a
   *     cancellation; null while running
   * @param turns turns of this execution, this one included
   * @param startedAt start of the instance's first execution, epoch milliseconds
   * @param runtimeVersion of the runtime that wrote the execution's start; null leaves what is
   *     stored
   * @param historyBytes size of the execution's payloads so far, in UTF-8
   */
  public record ExecutionState(
      String orchestrationName,
      String orchestrationVersion,
      ExecutionStatus status,
      @Nullable String result,
      int turns,
      long startedAt,
      @Nullable ParentLink parent,
      @Nullable String runtimeVersion,
      long historyBytes) {}

  /**
   * A message a turn sends, to its own instance or another one.
   *
   * @param visibleAt epoch milliseconds from which the message may be delivered; null for at once
   */
  public record OutgoingMessage(OrchestratorMessage message, @Nullable Long visibleAt) {}
}
