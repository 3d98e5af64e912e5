package io.duroxide.examples.toygres.cluster;

import java.util.random.RandomGenerator;

/** What may go wrong in a call. */
enum Fault {
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

  static Fault draw(RandomGenerator random, double rate) {
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
