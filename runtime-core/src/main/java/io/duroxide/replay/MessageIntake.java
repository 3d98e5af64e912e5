package io.duroxide.replay;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.ActivityFailed;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationCompleted;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns the messages of one batch into events. Messages come at least once and may be late, so a
 * completion of another execution, or of something that is completed already, is dropped; one of
 * something that was never scheduled means that code and history disagree.
 */
final class MessageIntake {

  private final ScheduleLedger ledger;
  private final long executionId;
  private final Set<Long> completedInBatch = new HashSet<>();
  private final List<HistoryEvent> events = new ArrayList<>();
  private boolean cancelRequested;
  private boolean cancelForced;
  private long nextId;
  private long now;

  MessageIntake(ScheduleLedger ledger, long executionId, Cancellation cancellation) {
    this.ledger = ledger;
    this.executionId = executionId;
    this.cancelRequested = cancellation.isRequested();
    this.cancelForced = cancellation.isForced();
  }

  List<HistoryEvent> toEvents(
      List<OrchestratorMessage> messages, long lastEventId, long nowMillis) {
    nextId = lastEventId + 1;
    now = nowMillis;
    messages.forEach(this::take);
    return events;
  }

  private void take(OrchestratorMessage message) {
    if (message instanceof ActivityCompleted done) {
      if (isWanted(done.executionId(), done.scheduledId(), Action.CallActivity.class)) {
        add(new HistoryEvent.ActivityCompleted(nextId, now, done.scheduledId(), done.result()));
      }
    } else if (message instanceof ActivityFailed failed) {
      if (isWanted(failed.executionId(), failed.scheduledId(), Action.CallActivity.class)) {
        add(new HistoryEvent.ActivityFailed(nextId, now, failed.scheduledId(), failed.error()));
      }
    } else if (message instanceof TimerFired fired) {
      if (isWanted(fired.executionId(), fired.scheduledId(), Action.CreateTimer.class)) {
        add(new HistoryEvent.TimerFired(nextId, now, fired.scheduledId()));
      }
    } else if (message instanceof SubOrchestrationCompleted done) {
      if (isWanted(done.executionId(), done.scheduledId(), Action.StartSubOrchestration.class)) {
        add(
            new HistoryEvent.SubOrchestrationCompleted(
                nextId, now, done.scheduledId(), done.result()));
      }
    } else if (message instanceof SubOrchestrationFailed failed) {
      if (isWanted(
          failed.executionId(), failed.scheduledId(), Action.StartSubOrchestration.class)) {
        add(
            new HistoryEvent.SubOrchestrationFailed(
                nextId, now, failed.scheduledId(), failed.error()));
      }
    } else if (message instanceof EventRaised raised) {
      add(new HistoryEvent.EventRaised(nextId, now, raised.name(), raised.data()));
    } else if (message instanceof QueueMessageSent sent) {
      add(new HistoryEvent.QueueMessageArrived(nextId, now, sent.name(), sent.data()));
    } else if (message instanceof CancelInstance cancel) {
      take(cancel);
    }
  }

  /** One request is enough, unless a later one leaves the code no choice. */
  private void take(CancelInstance cancel) {
    if (!cancelRequested || (cancel.force() && !cancelForced)) {
      cancelRequested = true;
      cancelForced = cancel.force();
      add(new HistoryEvent.CancelRequested(nextId, now, cancel.reason(), cancel.force()));
    }
  }

  private boolean isWanted(long ofExecution, long scheduledId, Class<? extends Action> kind) {
    if (ofExecution != executionId || ledger.wasClosed(scheduledId)) {
      return false;
    }
    Operation operation = ledger.find(scheduledId);
    if (operation == null || !kind.isInstance(operation.action())) {
      throw new NondeterminismException(
          scheduledId,
          operation == null ? "nothing scheduled" : Descriptions.of(operation.action()),
          "a completion of " + Descriptions.of(kind));
    }
    return completedInBatch.add(scheduledId);
  }

  private void add(HistoryEvent event) {
    events.add(event);
    nextId++;
  }
}
