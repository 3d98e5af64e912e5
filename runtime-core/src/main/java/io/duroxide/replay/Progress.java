package io.duroxide.replay;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.ActivityFailed;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.history.HistoryEvent.CustomStatusSet;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.QueueMessageArrived;
import io.duroxide.history.HistoryEvent.SubOrchestrationCompleted;
import io.duroxide.history.HistoryEvent.SubOrchestrationFailed;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.history.HistoryEvent.TimerFired;
import io.duroxide.history.QueueMessage;
import io.duroxide.history.SystemCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an execution has come: what its events have made of the operations its code asked for.
 * Each event costs the same, however long the history is. Driven by the {@link ReplayEngine}.
 */
final class Progress {

  private final OrchestrationCode code;
  private final Cancellation cancellation = new Cancellation();
  private final ScheduleLedger ledger = new ScheduleLedger();
  private final Abandonments abandonments = new Abandonments(ledger);
  private final WaitingLines eventWaits = new WaitingLines();
  private final MessageQueues queues = new MessageQueues();
  private final Deque<Operation> emitted = new ArrayDeque<>();

  private StartRules rules = StartRules.TODAY;
  private long maxEvents = Long.MAX_VALUE;
  private long lastEventId;
  private long time;
  private long latestTime;
  private boolean arriving = true;
  private boolean resumePending;
  private @Nullable ErrorDetails fatal;
  private @Nullable String customStatus;
  private @Nullable Operation lastStatusSet;

  Progress(OrchestrationCode code) {
    this.code = code;
  }

  long lastEventId() {
    return lastEventId;
  }

  /** Time of the turn the code is in, epoch milliseconds: all its events have this time. */
  long time() {
    return time;
  }

  /** The latest time of all events: that of the last one, unless they go back in time. */
  long latestTime() {
    return latestTime;
  }

  StartRules rules() {
    return rules;
  }

  long historyLength() {
    return lastEventId + emitted.size();
  }

  Cancellation cancellation() {
    return cancellation;
  }

  ScheduleLedger ledger() {
    return ledger;
  }

  Abandonments abandonments() {
    return abandonments;
  }

  @Nullable String customStatus() {
    return customStatus;
  }

  List<QueueMessage> unclaimedMessages() {
    return queues.unclaimed();
  }

  /** What ends the execution whatever its code does, or null. */
  @Nullable ErrorDetails fatal() {
    return fatal;
  }

  void fail(ErrorDetails error) {
    if (fatal == null) {
      fatal = error;
    }
  }

  /** Code that asks for more events in all does not go on. */
  void limitEvents(long most) {
    maxEvents = most;
  }

  /** Whether code asked for more than is allowed, which ends the execution. */
  boolean failIfFull() {
    if (isFull()) {
      String message = "the history would have more than %d events".formatted(maxEvents);
      fail(ErrorDetails.of(ErrorCategory.CONFIGURATION, ErrorReason.LIMIT_EXCEEDED, message));
    }
    return isFull();
  }

  /** Forgets the events behind {@code eventId}. */
  void retractTo(long eventId) {
    ledger.forgetAfter(eventId);
    lastEventId = eventId;
  }

  private boolean isFull() {
    return historyLength() > maxEvents;
  }

  /** Whether code has something new to see; asking takes note that it will be run. */
  boolean takeResume() {
    boolean pending = resumePending && fatal == null;
    resumePending = false;
    return pending && code.result() == null;
  }

  Operation emit(Action action, Runnable onDone) {
    Operation operation = new Operation(action, onDone);
    emitted.add(operation);
    if (action instanceof Action.SetCustomStatus set) {
      customStatus = set.status();
      lastStatusSet = operation;
    }
    if (isFull()) {
      code.halt();
    }
    return operation;
  }

  /** Code has seen the result of an operation: a message it brought is taken now. */
  void read(Operation operation) {
    queues.read(operation);
  }

  void abandon(Operation operation) {
    if (operation.state() == Operation.State.SUCCEEDED) {
      giveBack(operation);
    }
    if (operation.state() != Operation.State.OPEN) {
      return;
    }
    operation.abandon();
    abandonments.add(operation);
    if (operation.action() instanceof Action.AwaitEvent wait) {
      eventWaits.remove(wait.name(), operation);
    } else if (operation.action() instanceof Action.Dequeue wait) {
      queues.removeWait(wait.queue(), operation);
    }
  }

  /** A message that answered a wait which is given up unread goes to the next wait, or waits. */
  private void giveBack(Operation operation) {
    MessageQueues.Arrival arrival = queues.takeBack(operation);
    if (arrival != null) {
      operation.abandon();
      hand(arrival);
    }
  }

  /**
   * What code has asked for and history does not have yet, in order; null when there is no more.
   */
  @Nullable Operation nextNew() {
    return fatal == null && !isFull() ? emitted.poll() : null;
  }

  /** An event that this turn has written; it changes nothing else. */
  void written(HistoryEvent event) {
    lastEventId = event.id();
    arriving = false;
  }

  /** Makes an action its event. */
  void schedule(Operation operation, HistoryEvent event) {
    written(event);
    bind(operation, event);
  }

  /** Takes one event of the history. Whatever is due of the code has run before. */
  void apply(HistoryEvent event) {
    boolean arrival = HistoryShape.isArrival(event.kind());
    // All arrivals of a turn come first, and all events of a turn have the same time.
    boolean turnBegins = arrival && (!arriving || (event.at() != time && lastEventId > 0));
    if (turnBegins) {
      requireSettled(event.id(), Descriptions.of(event));
    }
    arriving = arrival;
    // Before the event takes effect: who is told by it may ask for the time.
    reach(event.at());
    if (arrival) {
      arrive(event);
    } else if (!HistoryShape.isEnd(event.kind()) && !abandonments.note(event)) {
      bind(nextEmitted(event), event);
    }
    lastEventId = event.id();
  }

  /**
   * At the end of a turn its code has done all that history tells of it, and no more.
   *
   * @param next what history goes on with
   */
  void requireSettled(long eventId, String next) {
    Operation extra = emitted.peek();
    if (extra != null) {
      throw new NondeterminismException(eventId, next, Descriptions.of(extra.action()));
    }
    for (Operation operation : abandonments.take()) {
      throw new NondeterminismException(
          eventId, next, "the cancellation of " + Descriptions.of(operation.action()));
    }
    if (code.result() != null || fatal != null) {
      throw new NondeterminismException(eventId, next, "its end");
    }
    if (cancellation.overrulesCode()) {
      throw new NondeterminismException(eventId, next, "its end by cancellation");
    }
  }

  private void arrive(HistoryEvent event) {
    if (event instanceof OrchestrationStarted started) {
      customStatus = started.customStatus();
      rules = StartRules.of(started);
      started.carried().forEach(message -> queues.keep(queues.arrived(message)));
      resumePending = true;
    } else if (event instanceof ActivityCompleted done) {
      succeed(event, done.scheduledId(), Action.CallActivity.class, done.result());
    } else if (event instanceof ActivityFailed failed) {
      fail(event, failed.scheduledId(), Action.CallActivity.class, failed.error());
    } else if (event instanceof TimerFired fired) {
      succeed(event, fired.scheduledId(), Action.CreateTimer.class, null);
    } else if (event instanceof SubOrchestrationCompleted done) {
      succeed(event, done.scheduledId(), Action.StartSubOrchestration.class, done.result());
    } else if (event instanceof SubOrchestrationFailed failed) {
      fail(event, failed.scheduledId(), Action.StartSubOrchestration.class, failed.error());
    } else if (event instanceof EventRaised raised) {
      deliver(eventWaits.next(raised.name()), raised.data());
    } else if (event instanceof QueueMessageArrived arrived) {
      hand(queues.arrived(new QueueMessage(arrived.name(), arrived.data())));
    } else if (event instanceof CancelRequested request) {
      resumePending |= cancellation.request(request.reason(), request.force());
    }
  }

  private void hand(MessageQueues.Arrival arrival) {
    // Code that has ended takes nothing: what comes now is for the next execution.
    Operation taker = code.result() == null ? queues.nextWait(arrival.message().queue()) : null;
    if (taker == null) {
      queues.keep(arrival);
    } else {
      answer(taker, arrival);
    }
  }

  private void answer(Operation taker, MessageQueues.Arrival arrival) {
    if (!rules.dropUnreadMessages()) {
      queues.answered(taker, arrival);
    }
    deliver(taker, arrival.message().data());
  }

  private void reach(long at) {
    time = at;
    latestTime = Math.max(latestTime, at);
  }

  private Operation nextEmitted(HistoryEvent event) {
    Operation operation = emitted.poll();
    String expected = Descriptions.of(event);
    if (operation == null) {
      throw new NondeterminismException(
          event.id(), expected, code.result() == null ? "nothing" : "its end");
    }
    if (!operation.action().matches(event)) {
      String found = Descriptions.of(operation.action());
      throw new NondeterminismException(
          event.id(), expected, found.equals(expected) ? found + " with other values" : found);
    }
    return operation;
  }

  private void bind(Operation operation, HistoryEvent event) {
    operation.bind(event);
    ledger.open(operation);
    reach(event.at());
    Action action = operation.action();
    boolean open = operation.state() == Operation.State.OPEN;
    if (event instanceof SystemCallRecorded recorded) {
      // Instants and UUIDs need no escaping in JSON; key values are JSON already.
      String value = recorded.value();
      deliver(operation, recorded.call() == SystemCall.KEY_VALUE ? value : '"' + value + '"');
    } else if (action instanceof Action.AwaitEvent wait && open) {
      eventWaits.add(wait.name(), operation);
    } else if (action instanceof Action.Dequeue wait && open) {
      dequeue(operation, wait.queue());
    } else if (action instanceof Action.Immediate) {
      ledger.close(operation);
    }
    if (operation == lastStatusSet && event instanceof CustomStatusSet set) {
      customStatus = set.status();
    }
  }

  private void dequeue(Operation operation, String queue) {
    MessageQueues.Arrival waiting = code.result() == null ? queues.takeMessage(queue) : null;
    if (waiting == null) {
      queues.addWait(queue, operation);
    } else {
      answer(operation, waiting);
    }
  }

  private void deliver(@Nullable Operation operation, @Nullable String payload) {
    if (operation != null) {
      ledger.close(operation);
      operation.succeed(payload);
      resumePending = true;
    }
  }

  private void succeed(
      HistoryEvent event, long scheduledId, Class<? extends Action> kind, @Nullable String result) {
    deliver(ledger.require(event, scheduledId, kind), result);
  }

  private void fail(
      HistoryEvent event, long scheduledId, Class<? extends Action> kind, ErrorDetails error) {
    Operation operation = ledger.require(event, scheduledId, kind);
    ledger.close(operation);
    if (error.category().catchable() || operation.state() == Operation.State.ABANDONED) {
      operation.fail(error);
      resumePending = true;
    } else {
      fail(error);
    }
  }
}
