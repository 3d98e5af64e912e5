package io.duroxide.examples.toygres.cluster;

import io.duroxide.ActivityContext;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Randomness that depends on who asks, not on the order of asking. */
record Seed(long value) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The same for all attempts of a step, so that a flaky step stays flaky while it is retried. */
  RandomGenerator ofStep(ActivityContext call) {
    return new SplittableRandom(step(call));
  }

  RandomGenerator ofAttempt(ActivityContext call) {
    return new SplittableRandom(step(call) ^ (call.activityId() + 1) * GOLDEN);
  }

  RandomGenerator ofName(String name) {
    return new SplittableRandom(value ^ mixed(name));
  }

  private long step(ActivityContext call) {
    return value
        ^ mixed(call.instanceId())
        ^ Long.rotateLeft(mixed(call.activityName()), 17)
        ^ Long.rotateLeft(call.executionId() * GOLDEN, 31);
  }

  /** {@link String#hashCode} spread over 64 bits; names that differ in a digit must not be near. */
  private static long mixed(String text) {
    long hash = text.hashCode() * 0xBF58476D1CE4E5B9L;
    return (hash ^ (hash >>> 31)) * 0x94D049BB133111EBL;
  }
}
