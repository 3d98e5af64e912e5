package io.duroxide.examples.toygres.cluster;

import java.util.random.RandomGenerator;

/** What may go wrong in a call. */
public enum Fault {
  NONE(0),
  /** Fails once or twice, then works. */
  FLAKY(50),
  /** The first attempt does not come back within its time limit. */
  HANG(15),
  /** The first attempt finds its database gone. */
  DATABASE(20),
  /** Fails for good. */
  HARD(15);

  private static final int ALL = 100;

  /** How many of a hundred faults are of this kind. */
  private final int share;

  Fault(int share) {
    this.share = share;
  }

  /**
   * Faults for a share of the steps, by chance that depends on the seed and the step alone.
   *
   * @param rate the share, 0 to 1
   */
  public static FaultSource seeded(long seed, double rate) {
    Seed source = new Seed(seed);
    return call -> draw(source.ofStep(call), rate);
  }

  private static Fault draw(RandomGenerator random, double rate) {
    if (random.nextDouble() >= rate) {
      return NONE;
    }
    int ticket = random.nextInt(ALL);
    for (Fault fault : values()) {
      ticket -= fault.share;
      if (ticket < 0) {
        return fault;
      }
    }
    throw new AssertionError("shares do not add up to " + ALL);
  }
}
