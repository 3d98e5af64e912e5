package io.duroxide.replay;

import io.duroxide.ErrorDetails;
import io.duroxide.history.CancelReason;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.List;
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
  private final Progress progress;
  private boolean replaying;

  public ReplayEngine(String instance, long executionId, OrchestrationCode code) {
    this.instance = instance;
    this.executionId = executionId;
    this.code = code;
    this.progress = new Progress(code);
  }

  /** Highest event id walked or written so far. */
  public long lastEventId() {
    return progress.lastEventId();
  }

  /** Events so far, those included that code has asked for. */
  public long historyLength() {
    return progress.historyLength();
  }

  /**
   * Time of the turn that code is in and of all events it writes, epoch milliseconds: the same in a
   * replay as when it was decided.
   */
  public long currentTime() {
    return progress.time();
  }

  /**
   * Earliest time a further turn may have that takes these messages, epoch milliseconds: time does
   * not go back, and a timer does not fire before its time. Clocks do both.
   */
  public long earliestTime(List<OrchestratorMessage> messages) {
    long earliest = progress.latestTime();
    for (OrchestratorMessage message : messages) {
      if (message instanceof TimerFired fired && fired.executionId() == executionId) {
        Operation timer = progress.ledger().find(fired.scheduledId());
        earliest = Math.max(earliest, timer == null ? 0 : timer.fireAt());
      }
    }
    return earliest;
  }

  /**
   * Whether a timer with a negative delay is an error, as it was when the execution was started.
   */
  public boolean refusesPastTimers() {
    return progress.rules().refusePastTimers();
  }

  /** True while stored events are being walked. */
  public boolean isReplaying() {
    return replaying;
  }

  /** The encoded custom status, or null. */
  public @Nullable String customStatus() {
    return progress.customStatus();
  }

  public Cancellation cancellation() {
    return progress.cancellation();
  }

  /** Called by code: asks for something. {@code onDone} is told when it succeeds or fails. */
  public Operation emit(Action action, Runnable onDone) {
    return progress.emit(action, onDone);
  }

  /** Called by code: it looks at the result of an operation. */
  public void read(Operation operation) {
    progress.read(operation);
  }

  /** Called by code: gives an operation up that is open, or whose answer it has not read. */
  public void abandon(Operation operation) {
    progress.abandon(operation);
  }

  /**
   * Walks stored events.
   *
   * @throws CorruptHistoryException if no code can have made them
   * @throws NondeterminismException if the code does not do what they say
   */
  public void replay(List<HistoryEvent> stored) {
    HistoryShape.check(stored);
    HistoryEvent last = stored.get(stored.size() - 1);
    replaying = true;
    progress.limitEvents(last.id());
    walk(stored);
    if (!HistoryShape.isEnd(last.kind())) {
      runIfPending();
      progress.requireSettled(last.id() + 1, "nothing");
    }
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
      TurnEnvironment environment) {
    TurnEvents turn = new TurnEvents(instance, executionId, now, environment);
    progress.limitEvents(environment.maxHistoryEvents());
    long base = started == null ? lastEventId() : started.id();
    try {
      if (started != null) {
        turn.arrived(started);
        walk(List.of(started));
      }
      MessageIntake intake =
          new MessageIntake(progress.ledger(), executionId, progress.cancellation());
      List<HistoryEvent> arrivals = intake.toEvents(messages, lastEventId(), now);
      arrivals.forEach(turn::arrived);
      walk(arrivals);
      emitNew(turn);
      if (progress.failIfFull()) {
        turn.retract();
        progress.retractTo(base);
      }
    } catch (NondeterminismException e) {
      progress.fail(e.details());
    }
    return decide(turn);
  }

  private void walk(List<HistoryEvent> events) {
    for (HistoryEvent event : events) {
      runIfPending();
      progress.apply(event);
    }
  }

  private void runIfPending() {
    if (progress.takeResume()) {
      code.run();
    }
  }

  /**
   * Turns what code emitted into events until it emits no more. An answer that is there at once, a
   * system call or a kept queue message, runs the code again; each such round adds an event, so the
   * limit of the history's length is the limit of the rounds.
   */
  private void emitNew(TurnEvents turn) {
    runIfPending();
    for (Operation next = progress.nextNew(); next != null; next = progress.nextNew()) {
      HistoryEvent event = next.action().toEvent(turn.stamp(lastEventId() + 1));
      turn.scheduled(event);
      progress.schedule(next, event);
      runIfPending();
    }
  }

  private TurnDecision decide(TurnEvents turn) {
    Outcome outcome = outcome();
    if (outcome instanceof Outcome.Continue) {
      for (Operation operation : progress.abandonments().take()) {
        cancel(turn, operation, CancelReason.ABANDONED);
      }
    } else {
      for (Operation operation : progress.ledger().allOpen()) {
        if (!operation.isCancelNoted()) {
          cancel(turn, operation, CancelReason.EXECUTION_ENDED);
        }
      }
      progress.written(turn.ended(outcome, lastEventId()));
    }
    return turn.decision(outcome);
  }

  private void cancel(TurnEvents turn, Operation operation, CancelReason reason) {
    operation.noteCancel();
    HistoryEvent note = turn.cancelled(operation, lastEventId(), reason);
    if (note != null) {
      progress.written(note);
    }
  }

  /** System failures come first, then a request to cancel, then what the code itself says. */
  private Outcome outcome() {
    ErrorDetails fatal = progress.fatal();
    if (fatal != null) {
      return new Outcome.Failed(fatal);
    }
    CodeResult result = code.result();
    String cancelReason = progress.cancellation().reason();
    if (cancelReason != null && (result != null || progress.cancellation().overrulesCode())) {
      return new Outcome.Cancelled(cancelReason);
    }
    if (result instanceof CodeResult.ContinueAsNew next) {
      return new Outcome.ContinuedAsNew(
          next.version(), next.input(), progress.customStatus(), progress.unclaimedMessages());
    }
    if (result instanceof CodeResult.Returned returned) {
      return new Outcome.Completed(returned.output());
    }
    return result instanceof CodeResult.Threw threw
        ? new Outcome.Failed(threw.error())
        : new Outcome.Continue();
  }
}
