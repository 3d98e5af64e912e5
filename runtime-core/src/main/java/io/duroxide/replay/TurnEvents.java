package io.duroxide.replay;

import io.duroxide.history.CancelReason;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCompleted;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.QueueSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.SubOrchestrationCancelRequested;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The delta of one turn while it is being written. */
final class TurnEvents {

  private final String instance;
  private final long executionId;
  private final long now;
  private final TurnEnvironment environment;
  private final List<HistoryEvent> events = new ArrayList<>();
  private final List<HistoryEvent> scheduled = new ArrayList<>();
  private final List<Long> cancelledActivities = new ArrayList<>();
  private final List<String> cancelledChildren = new ArrayList<>();

  TurnEvents(String instance, long executionId, long now, TurnEnvironment environment) {
    this.instance = instance;
    this.executionId = executionId;
    this.now = now;
    this.environment = environment;
  }

  Stamp stamp(long id) {
    return new Stamp(instance, executionId, id, now, environment);
  }

  void arrived(HistoryEvent event) {
    events.add(event);
  }

  void scheduled(HistoryEvent event) {
    events.add(event);
    scheduled.add(event);
  }

  /** Takes everything back but the execution's start: a turn beyond the limit leaves no trace. */
  void retract() {
    events.removeIf(event -> event.kind() != EventKind.ORCHESTRATION_STARTED);
    scheduled.clear();
  }

  /**
   * Notes that nobody waits for {@code operation} any more, with what follows from it outside.
   *
   * @return the note, or null if nobody needs one
   */
  @Nullable HistoryEvent cancelled(Operation operation, long lastEventId, CancelReason reason) {
    boolean neverSent = reason == CancelReason.EXECUTION_ENDED && isOfThisTurn(operation.id());
    if (neverSent || operation.action() instanceof Action.CreateTimer) {
      return null;
    }
    HistoryEvent note = note(operation, lastEventId + 1, reason);
    events.add(note);
    if (operation.action() instanceof Action.CallActivity) {
      cancelledActivities.add(operation.id());
    } else if (operation.childInstance() != null) {
      cancelledChildren.add(operation.childInstance());
    }
    return note;
  }

  private HistoryEvent note(Operation operation, long id, CancelReason reason) {
    Action action = operation.action();
    if (action instanceof Action.CallActivity) {
      return new ActivityCancelRequested(id, now, operation.id(), reason);
    }
    if (action instanceof Action.StartSubOrchestration) {
      return new SubOrchestrationCancelRequested(id, now, operation.id(), reason);
    }
    return action instanceof Action.Dequeue
        ? new QueueSubscriptionCancelled(id, now, operation.id(), reason)
        : new EventSubscriptionCancelled(id, now, operation.id(), reason);
  }

  /** Writes the terminal event. */
  HistoryEvent ended(Outcome outcome, long lastEventId) {
    HistoryEvent end = end(outcome, lastEventId + 1);
    events.add(end);
    return end;
  }

  private HistoryEvent end(Outcome outcome, long id) {
    if (outcome instanceof Outcome.Completed completed) {
      return new OrchestrationCompleted(id, now, completed.output());
    }
    if (outcome instanceof Outcome.Failed failed) {
      return new OrchestrationFailed(id, now, failed.error());
    }
    if (outcome instanceof Outcome.Cancelled cancelled) {
      return new OrchestrationCancelled(id, now, cancelled.reason());
    }
    if (outcome instanceof Outcome.ContinuedAsNew next) {
      return new OrchestrationContinuedAsNew(id, now, next.version(), next.input());
    }
    throw new IllegalArgumentException(outcome + " is no end");
  }

  TurnDecision decision(Outcome outcome) {
    return new TurnDecision(outcome, events, scheduled, cancelledActivities, cancelledChildren);
  }

  private boolean isOfThisTurn(long scheduledId) {
    return !scheduled.isEmpty() && scheduledId >= scheduled.get(0).id();
  }
}
