package io.duroxide.examples.toygres.cluster;

import io.duroxide.Activity;
import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.examples.toygres.model.Pace;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Surrounds activities with the time they would take and the faults they would meet. What happens
 * to a call depends on the seed and on who calls, not on the order of calls.
 */
public final class World {

  /** Longer than any time limit, so that only the limit ends it. */
  private static final Duration HANG = Duration.ofMinutes(10);

  private static final Duration SHORTEST_HANG = Duration.ofSeconds(5);
  private static final int MOST_FLAKY_FAILURES = 2;

  private final Pace pace;
  private final long seed;
  private final double failureRate;

  public World(Pace pace, long seed, double failureRate) {
    this.pace = pace;
    this.seed = seed;
    this.failureRate = failureRate;
  }

  /** The activity as it behaves in this world. */
  public <I extends @Nullable Object, O extends @Nullable Object> Activity<I, O> around(
      String name, Activity<I, O> code) {
    Profile profile = Profile.of(name);
    return (ctx, input) -> {
      RandomGenerator call = randomOf(ctx);
      Fault fault = profile.limit(Fault.draw(call, failureRate));
      int flakyFailures = 1 + call.nextInt(MOST_FLAKY_FAILURES);
      pass(profile.latency().sample(attemptRandom(ctx)));
      meet(fault, ctx.attempt(), flakyFailures, profile);
      return code.run(ctx, input);
    };
  }

  /** How many looks an instance takes to become ready: 4 to 9. */
  public int pollsUntilReady(String k8sName) {
    return 4 + new SplittableRandom(seed ^ mixed(k8sName)).nextInt(6);
  }

  private void meet(Fault fault, int attempt, int flakyFailures, Profile profile) throws Exception {
    switch (fault) {
      case NONE -> {}
      case FLAKY -> {
        if (attempt < flakyFailures) {
          throw ApplicationException.retryable("did not work this time", profile.errorCode());
        }
      }
      case HANG -> {
        if (attempt == 0) {
          hang();
        }
      }
      case DATABASE -> {
        if (attempt == 0) {
          throw new SQLTransientConnectionException("connection reset by peer", "08006");
        }
      }
      case HARD -> throw ApplicationException.permanent("will never work", profile.errorCode());
    }
  }

  private void hang() throws InterruptedException {
    Duration scaled = pace.of(HANG);
    Thread.sleep((scaled.compareTo(SHORTEST_HANG) < 0 ? SHORTEST_HANG : scaled).toMillis());
  }

  private void pass(Duration documented) throws InterruptedException {
    Duration scaled = pace.of(documented);
    Thread.sleep(scaled.toMillis(), scaled.toNanosPart() % 1_000_000);
  }

  /**
   * The same for all attempts of one step, so that a flaky step stays flaky while it is retried.
   */
  private RandomGenerator randomOf(ActivityContext ctx) {
    return new SplittableRandom(
        seed
            ^ mixed(ctx.instanceId())
            ^ Long.rotateLeft(mixed(ctx.activityName()), 17)
            ^ Long.rotateLeft(ctx.executionId() * 0x9E3779B97F4A7C15L, 31));
  }

  private RandomGenerator attemptRandom(ActivityContext ctx) {
    return new SplittableRandom(randomOf(ctx).nextLong() ^ ctx.activityId() * 0x9E3779B97F4A7C15L);
  }

  /** {@link String#hashCode} spread over 64 bits; names that differ in a digit must not be near. */
  private static long mixed(String text) {
    long hash = text.hashCode() * 0xBF58476D1CE4E5B9L;
    return (hash ^ (hash >>> 31)) * 0x94D049BB133111EBL;
  }
}
