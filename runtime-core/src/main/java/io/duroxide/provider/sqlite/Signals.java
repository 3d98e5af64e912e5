package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.Effects;
import io.duroxide.provider.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** All that callers of this process wait for. The writer tells it what was committed. */
final class Signals {

  private final InstantSource clock;
  private final FetchQueue turns = new FetchQueue();
  private final FetchQueue activities = new FetchQueue();
  private final InstanceSignals ends = new InstanceSignals();
  private final InstanceSignals changes = new InstanceSignals();
  private long lastLook = Long.MIN_VALUE;

  Signals(InstantSource clock) {
    this.clock = clock;
  }

  FetchQueue turns() {
    return turns;
  }

  FetchQueue activities() {
    return activities;
  }

  /** Of instances that end. */
  InstanceSignals ends() {
    return ends;
  }

  /** Of instances that end, or change their custom status or key values. */
  InstanceSignals changes() {
    return changes;
  }

  boolean canServe() {
    return turns.canBeServed() || activities.canBeServed();
  }

  /** Lets fetches take what is due in the current transaction. */
  void serve(Session session, List<WriteCall<?>> group) throws SQLException {
    turns.serve(session, session.effects().turns(), group);
    activities.serve(session, session.effects().activities(), group);
  }

  /** After a commit in which fetches were served. */
  void settle() {
    each(WaitingFetches::settle);
  }

  void publish(Effects effects) {
    turns.each(fetches -> fetches.published(effects.turns()));
    activities.each(fetches -> fetches.published(effects.activities()));
    ends.tell(effects.endedInstances());
    changes.tell(effects.endedInstances());
    changes.tell(effects.changedInstances());
  }

  long nanosToNextDue() {
    long due = Math.min(turns.nextDue(), activities.nextDue());
    // Beyond the poll interval nobody sleeps anyway: a day stands for "not soon".
    long millis = Math.min(due - clock.millis(), Duration.ofDays(1).toMillis());
    return Math.max(0, millis) * 1_000_000;
  }

  void tryAgainIfDue() {
    long now = clock.millis();
    if (now < lastLook) {
      // What fell due later than the clock said may fall due earlier now.
      tryAgain();
    } else {
      each(fetches -> fetches.tryAgainIfDue(now));
    }
    lastLook = now;
  }

  /** Somebody may have made something due without telling. */
  void tryAgain() {
    each(WaitingFetches::tryAgain);
  }

  void forgetCancelled() {
    turns.forgetCancelled();
    activities.forgetCancelled();
  }

  void refuse(Throwable cause) {
    each(fetches -> fetches.refuse(cause));
  }

  void refuseAll(Throwable cause) {
    each(fetches -> fetches.refuseAll(cause));
  }

  /** Something may have happened to any instance. */
  void wakeAll() {
    ends.wakeAll();
    changes.wakeAll();
  }

  private void each(Consumer<WaitingFetches> action) {
    turns.each(action);
    activities.each(action);
  }
}
