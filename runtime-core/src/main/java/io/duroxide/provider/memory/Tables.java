package io.duroxide.provider.memory;

import java.time.InstantSource;

/** All a store holds. */
record Tables(
    StoreClock clock,
    Instances instances,
    TurnQueue turns,
    ActivityQueue activities,
    DeadLetters deadLetters) {

  /** To be called before anything is fetched. */
  void restartLeasesIfClockWentBack() {
    if (clock.wentBack()) {
      turns.restartLeases();
      activities.restartLeases();
    }
  }

  static Tables empty(InstantSource source) {
    StoreClock clock = new StoreClock(source);
    Instances instances = new Instances();
    return new Tables(
        clock,
        instances,
        new TurnQueue(instances, clock),
        new ActivityQueue(clock),
        new DeadLetters(clock));
  }
}
