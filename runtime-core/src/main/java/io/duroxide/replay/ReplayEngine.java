package io.duroxide.replay;

import static java.util.Objects.requireNonNull;

import io.duroxide.ErrorDetails;
import io.duroxide.history.CancelReason;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCancelRequested;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.ActivityFailed;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.SubOrchestrationCancelRequested;
import io.duroxide.history.HistoryEvent.SubOrchestrationCompleted;
import io.duroxide.history.HistoryEvent.SubOrchestrationFailed;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.history.HistoryEvent.TimerFired;
import io.duroxide.history.OrchestratorMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives one execution of an orchestration through its history, deterministically.
 *
 * <p>History is walked in order. Whatever code emits is queued and has to match the scheduling
 * events as they come; exactly one completion becomes visible between two runs of the code. What is
 * left in the queue at the end is new. Called by the turn, calls the {@link OrchestrationCode};
 * pure otherwise. Not thread-safe: an execution is driven by one turn at a time.
 */
public final class ReplayEngine {

  private final String instance;
  private final long executionId;
  private final OrchestrationCode code;
  private final ScheduleLedger ledger = new ScheduleLedger();
  private final Deque<Operation> emitted = new ArrayDeque<>();
  private final Set<Operation> abandoned = new LinkedHashSet<>();
  private final Set<Long> notedAbandoned = new HashSet<>();
  private long lastEventId;
  private long currentTime;
  private boolean resumePending;
  private boolean replaying;
  private @Nullable String cancelReason;
  private @Nullable ErrorDetails fatal;

  public ReplayEngine(String instance, long executionId, OrchestrationCode code) {
    this.instance = instance;
    this.executionId = executionId;
    this.code = code;
  }

  /** Highest event id walked or written so far. */
  public long lastEventId() {
    return lastEventId;
  }

  /**
   * Time of the event that code is reacting to, epoch milliseconds: the same in a replay as when it
   * was decided.
   */
  public long currentTime() {
    return currentTime;
  }

  /** True while stored events are being walked. */
  public boolean isReplaying() {
    return replaying;
  }

  /** Called by code: asks for something. {@code onDone} is told when it succeeds or fails. */
  public Operation emit(Action action, Runnable onDone) {
    Operation operation = new Operation(action, onDone);
    emitted.add(operation);
    return operation;
  }

  /** Called by code: gives an open operation up. */
  public void abandon(Operation operation) {
    if (operation.state() == Operation.State.OPEN) {
      operation.abandon();
      abandoned.add(operation);
    }
  }

  /**
   * Walks stored events.
   *
   * @throws NondeterminismException if the code does not do what they say
   */
  public void replay(List<HistoryEvent> stored) {
    replaying = true;
    walk(stored);
    replaying = false;
  }

  /**
   * Takes the first event or the arrivals of this turn, runs the code, and decides.
   *
   * @param started the start event on an execution's first turn, else null
   * @param now wall clock, epoch milliseconds
   */
  public TurnDecision advance(
      @Nullable HistoryEvent started,
      List<OrchestratorMessage> messages,
      long now,
      Supplier<UUID> uuids) {
    TurnEvents turn = new TurnEvents(instance, executionId, now, uuids);
    try {
      if (started != null) {
        turn.arrived(started);
        walk(List.of(started));
      }
      MessageIntake intake = new MessageIntake(ledger, executionId, cancelReason != null);
      List<HistoryEvent> arrivals = intake.toEvents(messages, lastEventId, now);
      arrivals.forEach(turn::arrived);
      walk(arrivals);
      emitNew(turn);
    } catch (NondeterminismException e) {
      fatal = e.details();
    }
    return decide(turn);
  }

  private void walk(List<HistoryEvent> events) {
    for (HistoryEvent event : events) {
      if (fatal == null) {
        runIfPending();
      }
      currentTime = event.at();
      apply(event);
      lastEventId = event.id();
    }
  }

  private void runIfPending() {
    if (resumePending) {
      resumePending = false;
      if (code.result() == null) {
        code.run();
      }
    }
  }

  /** Turns what code emitted into events until it emits no more. */
  private void emitNew(TurnEvents turn) {
    if (fatal != null) {
      return;
    }
    runIfPending();
    for (Operation operation = emitted.poll(); operation != null; operation = emitted.poll()) {
      HistoryEvent event = operation.action().toEvent(turn.stamp(lastEventId + 1));
      lastEventId = event.id();
      turn.scheduled(event);
      bind(operation, event);
      runIfPending();
    }
  }

  private void apply(HistoryEvent event) {
    switch (event.kind()) {
      case ORCHESTRATION_STARTED -> resumePending = true;
      case ACTIVITY_SCHEDULED,
          TIMER_CREATED,
          EVENT_SUBSCRIBED,
          SUB_ORCHESTRATION_SCHEDULED,
          DETACHED_STARTED,
          SYSTEM_CALL_RECORDED ->
          bind(nextEmitted(event), event);
      case ACTIVITY_COMPLETED -> {
        ActivityCompleted completed = (ActivityCompleted) event;
        succeed(event, completed.scheduledId(), completed.result());
      }
      case TIMER_FIRED -> succeed(event, ((TimerFired) event).scheduledId(), null);
      case SUB_ORCHESTRATION_COMPLETED -> {
        SubOrchestrationCompleted completed = (SubOrchestrationCompleted) event;
        succeed(event, completed.scheduledId(), completed.result());
      }
      case ACTIVITY_FAILED -> {
        ActivityFailed failed = (ActivityFailed) event;
        fail(event, failed.scheduledId(), failed.error());
      }
      case SUB_ORCHESTRATION_FAILED -> {
        SubOrchestrationFailed failed = (SubOrchestrationFailed) event;
        fail(event, failed.scheduledId(), failed.error());
      }
      case EVENT_RAISED -> deliver((EventRaised) event);
      case CANCEL_REQUESTED -> cancelReason = ((CancelRequested) event).reason();
      case ACTIVITY_CANCEL_REQUESTED -> {
        ActivityCancelRequested note = (ActivityCancelRequested) event;
        noted(event, note.scheduledId(), note.reason());
      }
      case EVENT_SUBSCRIPTION_CANCELLED -> {
        EventSubscriptionCancelled note = (EventSubscriptionCancelled) event;
        noted(event, note.scheduledId(), note.reason());
      }
      case SUB_ORCHESTRATION_CANCEL_REQUESTED -> {
        SubOrchestrationCancelRequested note = (SubOrchestrationCancelRequested) event;
        noted(event, note.scheduledId(), note.reason());
      }
      case QUEUE_SUBSCRIBED,
          QUEUE_MESSAGE_ARRIVED,
          QUEUE_SUBSCRIPTION_CANCELLED,
          CUSTOM_STATUS_SET,
          KEY_VALUE_SET,
          KEY_VALUE_REMOVED,
          KEY_VALUES_CLEARED ->
          throw new UnsupportedOperationException();
      case ORCHESTRATION_COMPLETED,
          ORCHESTRATION_FAILED,
          ORCHESTRATION_CANCELLED,
          ORCHESTRATION_CONTINUED_AS_NEW -> {
        // The end of an execution changes nothing in what its code has done.
      }
    }
  }

  private Operation nextEmitted(HistoryEvent event) {
    Operation operation = emitted.poll();
    if (operation == null) {
      throw new NondeterminismException(
          event.id(), Descriptions.of(event), code.result() == null ? "nothing" : "its end");
    }
    if (!operation.action().matches(event)) {
      throw new NondeterminismException(
          event.id(), Descriptions.of(event), operation.action().describe());
    }
    return operation;
  }

  private void bind(Operation operation, HistoryEvent event) {
    operation.bind(event);
    ledger.opened(operation, event.kind());
    if (event instanceof SystemCallRecorded recorded) {
      // Instants and UUIDs need no escaping in JSON.
      operation.succeed('"' + recorded.value() + '"');
      resumePending = true;
    }
  }

  private void succeed(HistoryEvent event, long scheduledId, @Nullable String result) {
    Operation operation = closeOpen(event, scheduledId);
    operation.succeed(result);
    resumePending = true;
  }

  private void fail(HistoryEvent event, long scheduledId, ErrorDetails error) {
    Operation operation = closeOpen(event, scheduledId);
    if (error.category().catchable() || operation.state() == Operation.State.ABANDONED) {
      operation.fail(error);
      resumePending = true;
    } else if (fatal == null) {
      fatal = error;
    }
  }

  private Operation closeOpen(HistoryEvent event, long scheduledId) {
    Operation operation = ledger.open(scheduledId);
    if (operation == null) {
      throw new NondeterminismException(
          event.id(), Descriptions.of(event), "no open operation " + scheduledId);
    }
    ledger.close(operation, event.kind());
    return operation;
  }

  private void deliver(EventRaised event) {
    Operation waiting = ledger.takeSubscription(event.name());
    if (waiting != null) {
      ledger.close(waiting, EventKind.EVENT_RAISED);
      waiting.succeed(event.data());
      resumePending = true;
    }
  }

  private void noted(HistoryEvent event, long scheduledId, CancelReason reason) {
    if (reason == CancelReason.EXECUTION_ENDED) {
      return;
    }
    Operation operation = ledger.open(scheduledId);
    if (operation == null || operation.state() != Operation.State.ABANDONED) {
      throw new NondeterminismException(
          event.id(), Descriptions.of(event), "no cancellation of operation " + scheduledId);
    }
    notedAbandoned.add(scheduledId);
  }

  private TurnDecision decide(TurnEvents turn) {
    TurnDecision.Outcome outcome = outcome();
    if (outcome instanceof TurnDecision.Outcome.Continue) {
      for (Operation operation : abandoned) {
        if (operation.id() != 0
            && ledger.open(operation.id()) == operation
            && notedAbandoned.add(operation.id())) {
          lastEventId = turn.cancelled(operation, lastEventId, CancelReason.ABANDONED);
        }
      }
      abandoned.clear();
    } else {
      for (Operation operation : ledger.allOpen()) {
        if (!notedAbandoned.contains(operation.id())) {
          lastEventId = turn.cancelled(operation, lastEventId, CancelReason.EXECUTION_ENDED);
        }
      }
      lastEventId = turn.ended(outcome, lastEventId);
    }
    return turn.decision(outcome);
  }

  private TurnDecision.Outcome outcome() {
    if (fatal != null) {
      return new TurnDecision.Outcome.Failed(requireNonNull(fatal));
    }
    if (cancelReason != null) {
      return new TurnDecision.Outcome.Cancelled(cancelReason);
    }
    CodeResult result = code.result();
    if (result instanceof CodeResult.ContinueAsNew next) {
      return new TurnDecision.Outcome.ContinuedAsNew(next.version(), next.input());
    }
    if (result instanceof CodeResult.Returned returned) {
      return new TurnDecision.Outcome.Completed(returned.output());
    }
    if (result instanceof CodeResult.Threw threw) {
      return new TurnDecision.Outcome.Failed(threw.error());
    }
    return new TurnDecision.Outcome.Continue();
  }
}
