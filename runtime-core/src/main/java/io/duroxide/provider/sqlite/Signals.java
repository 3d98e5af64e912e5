package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.Effects;
import io.duroxide.provider.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** All that callers of this process wait for. The writer tells it what was committed. */
final class Signals {

  private final InstantSource clock;
  private final WaitingFetches turns = new WaitingFetches();
  private final WaitingFetches activities = new WaitingFetches();
  private final EndSignals ends = new EndSignals();

  Signals(InstantSource clock) {
    this.clock = clock;
  }

  WaitingFetches turns() {
    return turns;
  }

  WaitingFetches activities() {
    return activities;
  }

  EndSignals ends() {
    return ends;
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
    turns.settle();
    activities.settle();
  }

  void publish(Effects effects) {
    turns.published(effects.turns());
    activities.published(effects.activities());
    ends.ended(effects.endedInstances());
  }

  long nanosToNextDue() {
    long due = Math.min(turns.nextDue(), activities.nextDue());
    // Beyond the poll interval nobody sleeps anyway: a day stands for "not soon".
    long millis = Math.min(due - clock.millis(), Duration.ofDays(1).toMillis());
    return Math.max(0, millis) * 1_000_000;
  }

  void tryAgainIfDue() {
    long now = clock.millis();
    turns.tryAgainIfDue(now);
    activities.tryAgainIfDue(now);
  }

  /** Somebody may have made something due without telling. */
  void tryAgain() {
    turns.tryAgain();
    activities.tryAgain();
  }

  void forgetCancelled() {
    turns.forgetCancelled();
    activities.forgetCancelled();
  }

  void refuse(Throwable cause) {
    turns.refuse(cause);
    activities.refuse(cause);
  }

  void refuseAll(Throwable cause) {
    turns.refuseAll(cause);
    activities.refuseAll(cause);
  }
}
