package io.duroxide.examples.toygres.cluster;

import io.duroxide.Activity;
import io.duroxide.ActivityContext;
import io.duroxide.ApplicationException;
import io.duroxide.examples.toygres.model.Pace;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Surrounds activities with the time they would take and the faults they would meet. */
public final class World {

  /** Longer than any time limit, so that only the limit ends it. */
  private static final Duration HANG = Duration.ofMinutes(10);

  private static final Duration SHORTEST_HANG = Duration.ofSeconds(5);

  private static final int FEWEST_POLLS = 4;
  private static final int MOST_POLLS = 9;

  private final Pace pace;
  private final Seed seed;
  private final FaultSource faults;

  public World(Pace pace, long seed, FaultSource faults) {
    this.pace = pace;
    this.seed = new Seed(seed);
    this.faults = faults;
  }

  /** The activity as it behaves in this world. */
  public <I extends @Nullable Object, O extends @Nullable Object> Activity<I, O> around(
      String name, Activity<I, O> code) {
    Profile profile = Profile.of(name);
    return (ctx, input) -> {
      pass(profile.latency().sample(seed.ofAttempt(ctx)));
      meet(profile.limit(faults.faultOf(ctx)), ctx, profile);
      return code.run(ctx, input);
    };
  }

  /** How many looks an instance takes to become ready. */
  public int pollsUntilReady(String k8sName) {
    return seed.ofName(k8sName).nextInt(FEWEST_POLLS, MOST_POLLS + 1);
  }

  private void meet(Fault fault, ActivityContext ctx, Profile profile) throws Exception {
    switch (fault) {
      case NONE -> {}
      case FLAKY -> {
        if (ctx.attempt() < flakyAttempts(ctx)) {
          throw ApplicationException.retryable("did not work this time", profile.errorCode());
        }
      }
      case HANG -> {
        if (ctx.attempt() == 0) {
          hang();
        }
      }
      case DATABASE -> {
        if (ctx.attempt() == 0) {
          throw new SQLTransientConnectionException("connection reset by peer", "08006");
        }
      }
      case HARD -> throw ApplicationException.permanent("will never work", profile.errorCode());
    }
  }

  private int flakyAttempts(ActivityContext ctx) {
    return seed.ofStep(ctx).nextBoolean() ? 1 : 2;
  }

  private void hang() throws InterruptedException {
    Duration scaled = pace.of(HANG);
    Thread.sleep((scaled.compareTo(SHORTEST_HANG) < 0 ? SHORTEST_HANG : scaled).toMillis());
  }

  private void pass(Duration documented) throws InterruptedException {
    Duration scaled = pace.of(documented);
    Thread.sleep(scaled.toMillis(), scaled.toNanosPart() % 1_000_000);
  }
}
