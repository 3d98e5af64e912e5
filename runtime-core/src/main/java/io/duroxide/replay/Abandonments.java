package io.duroxide.replay;

import io.duroxide.history.CancelReason;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.QueueSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.SubOrchestrationCancelRequested;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What code has given up in the turn it is in, and the notes history has of it. */
final class Abandonments {

  private final ScheduleLedger ledger;
  private final Set<Operation> withoutNote = new LinkedHashSet<>();

  Abandonments(ScheduleLedger ledger) {
    this.ledger = ledger;
  }

  void add(Operation operation) {
    withoutNote.add(operation);
  }

  /** Those that need a note; each is returned once. */
  List<Operation> take() {
    List<Operation> noted = withoutNote.stream().filter(this::needsNote).toList();
    withoutNote.clear();
    return noted;
  }

  private boolean needsNote(Operation operation) {
    return ledger.isOpen(operation) && !(operation.action() instanceof Action.CreateTimer);
  }

  /** Whether the event is a note; code must have given up the same. */
  boolean note(HistoryEvent event) {
    if (event instanceof ActivityCancelRequested note) {
      note(event, note.scheduledId(), note.reason(), Action.CallActivity.class);
    } else if (event instanceof SubOrchestrationCancelRequested note) {
      note(event, note.scheduledId(), note.reason(), Action.StartSubOrchestration.class);
    } else if (event instanceof EventSubscriptionCancelled note) {
      note(event, note.scheduledId(), note.reason(), Action.AwaitEvent.class);
    } else if (event instanceof QueueSubscriptionCancelled note) {
      note(event, note.scheduledId(), note.reason(), Action.Dequeue.class);
    } else {
      return false;
    }
    return true;
  }

  private void note(
      HistoryEvent event, long scheduledId, CancelReason reason, Class<? extends Action> kind) {
    Operation operation = ledger.require(event, scheduledId, kind);
    if (reason == CancelReason.ABANDONED && !withoutNote.remove(operation)) {
      throw new NondeterminismException(
          event.id(),
          Descriptions.of(event) + " of operation " + scheduledId,
          "no cancellation of " + Descriptions.of(operation.action()));
    }
    operation.noteCancel();
  }
}
