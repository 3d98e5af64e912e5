package io.duroxide.provider.memory;

import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.SignalOutcome;
import java.time.Duration;

/** What reaches an instance from outside of a turn. */
final class Inbox {

  private final StoreClock clock;
  private final Instances instances;
  private final TurnQueue turns;

  Inbox(StoreClock clock, Instances instances, TurnQueue turns) {
    this.clock = clock;
    this.instances = instances;
    this.turns = turns;
  }

  void enqueue(EncodedMessage message, Duration delay) {
    turns.add(message, clock.visibleAfter(delay));
  }

  boolean start(StartOrchestration start) {
    boolean free = !isTaken(start.instance());
    if (free) {
      enqueue(EncodedMessage.of(start), Duration.ZERO);
    }
    return free;
  }

  SignalOutcome signalWithStart(StartOrchestration start, QueueMessageSent signal) {
    StoredInstance stored = instances.find(start.instance());
    if (stored != null && stored.ended()) {
      return SignalOutcome.INSTANCE_ENDED;
    }
    boolean started = start(start);
    enqueue(EncodedMessage.of(signal), Duration.ZERO);
    return started ? SignalOutcome.STARTED : SignalOutcome.DELIVERED;
  }

  boolean suspend(String instance) {
    StoredInstance stored = instances.get(instance);
    return !stored.ended() && !stored.suspended() && setSuspended(stored, true);
  }

  boolean resume(String instance) {
    StoredInstance stored = instances.get(instance);
    return stored.suspended() && setSuspended(stored, false);
  }

  private boolean isTaken(String instance) {
    return instances.contains(instance) || turns.hasStart(instance);
  }

  private boolean setSuspended(StoredInstance stored, boolean suspended) {
    stored.suspend(suspended);
    turns.refresh(stored.id());
    return true;
  }
}
