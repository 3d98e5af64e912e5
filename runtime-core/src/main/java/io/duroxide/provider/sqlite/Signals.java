package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.Effects;
import java.time.Duration;
import java.time.InstantSource;

/** All that callers of this process sleep for. The writer tells it what was committed. */
final class Signals {

  private final InstantSource clock;
  private final WorkSignal turns = new WorkSignal();
  private final WorkSignal activities = new WorkSignal();
  private final EndSignals ends = new EndSignals();

  Signals(InstantSource clock) {
    this.clock = clock;
  }

  WorkSignal turns() {
    return turns;
  }

  WorkSignal activities() {
    return activities;
  }

  EndSignals ends() {
    return ends;
  }

  void publish(Effects effects) {
    turns.publish(effects.turns());
    activities.publish(effects.activities());
    ends.ended(effects.endedInstances());
  }

  long nanosToNextDue() {
    long due = Math.min(turns.nextDue(), activities.nextDue());
    // Beyond the poll interval nobody sleeps anyway: a day stands for "not soon".
    long millis = Math.min(due - clock.millis(), Duration.ofDays(1).toMillis());
    return Math.max(0, millis) * 1_000_000;
  }

  void wakeDue() {
    long now = clock.millis();
    turns.wakeIfDue(now);
    activities.wakeIfDue(now);
  }

  /** Another process wrote to the file; what, is unknown. */
  void wakeForForeignCommit() {
    turns.wakeForUnknownAmount();
    activities.wakeForUnknownAmount();
    ends.wakeAll();
  }

  void wakeAll() {
    turns.wake(Integer.MAX_VALUE);
    activities.wake(Integer.MAX_VALUE);
    ends.wakeAll();
  }
}
