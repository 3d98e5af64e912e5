package io.duroxide.replay;

import io.duroxide.history.CancelReason;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCompleted;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.SubOrchestrationCancelRequested;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The delta of one turn while it is being written. */
final class TurnEvents {

  private final String instance;
  private final long executionId;
  private final long now;
  private final Supplier<UUID> uuids;
  private final List<HistoryEvent> events = new ArrayList<>();
  private final List<HistoryEvent> scheduled = new ArrayList<>();
  private final List<Long> cancelledActivities = new ArrayList<>();
  private final List<String> cancelledChildren = new ArrayList<>();

  TurnEvents(String instance, long executionId, long now, Supplier<UUID> uuids) {
    this.instance = instance;
    this.executionId = executionId;
    this.now = now;
    this.uuids = uuids;
  }

  Stamp stamp(long id) {
    return new Stamp(instance, executionId, id, now, uuids);
  }

  void arrived(HistoryEvent event) {
    events.add(event);
  }

  void scheduled(HistoryEvent event) {
    events.add(event);
    scheduled.add(event);
  }

  /**
   * Notes that nobody waits for {@code operation} any more, with what follows from it outside.
   *
   * @return the id of the last event written
   */
  long cancelled(Operation operation, long lastEventId, CancelReason reason) {
    boolean neverSent = reason == CancelReason.EXECUTION_ENDED && isOfThisTurn(operation.id());
    if (neverSent || operation.action() instanceof Action.CreateTimer) {
      return lastEventId;
    }
    long id = lastEventId + 1;
    if (operation.action() instanceof Action.CallActivity) {
      events.add(new ActivityCancelRequested(id, now, operation.id(), reason));
      cancelledActivities.add(operation.id());
    } else if (operation.childInstance() != null) {
      events.add(new SubOrchestrationCancelRequested(id, now, operation.id(), reason));
      cancelledChildren.add(operation.childInstance());
    } else {
      events.add(new EventSubscriptionCancelled(id, now, operation.id(), reason));
    }
    return id;
  }

  /**
   * Writes the terminal event.
   *
   * @return its id
   */
  long ended(Outcome outcome, long lastEventId) {
    long id = lastEventId + 1;
    if (outcome instanceof Outcome.Completed completed) {
      events.add(new OrchestrationCompleted(id, now, completed.output()));
    } else if (outcome instanceof Outcome.Failed failed) {
      events.add(new OrchestrationFailed(id, now, failed.error()));
    } else if (outcome instanceof Outcome.Cancelled cancelled) {
      events.add(new OrchestrationCancelled(id, now, cancelled.reason()));
    } else if (outcome instanceof Outcome.ContinuedAsNew next) {
      events.add(new OrchestrationContinuedAsNew(id, now, next.version(), next.input()));
    }
    return id;
  }

  TurnDecision decision(Outcome outcome) {
    return new TurnDecision(outcome, events, scheduled, cancelledActivities, cancelledChildren);
  }

  private boolean isOfThisTurn(long scheduledId) {
    return !scheduled.isEmpty() && scheduledId >= scheduled.get(0).id();
  }
}
