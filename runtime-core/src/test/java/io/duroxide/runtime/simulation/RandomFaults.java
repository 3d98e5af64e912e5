package io.duroxide.runtime.simulation;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import java.util.Random;

/** Faults by dice, until it is told to calm down. */
final class RandomFaults implements Faults {

  private static final double[] RATES = {0, 0.01, 0.04, 0.12};
  private static final ErrorKind[] KINDS = {
    ErrorKind.TIMEOUT, ErrorKind.CONNECTION, ErrorKind.BUSY, ErrorKind.DEADLOCK
  };
  private static final Fault[] FAULTS = {
    Fault.REFUSED, Fault.REFUSED, Fault.OUTCOME_UNKNOWN, Fault.CRASH_BEFORE, Fault.CRASH_AFTER
  };
  private static final int MAX_DELAY = 400;

  private final Random dice;
  private final double rate;
  private boolean calm;

  RandomFaults(Random dice) {
    this.dice = dice;
    this.rate = RATES[dice.nextInt(RATES.length)];
  }

  /** Nothing goes wrong any more. */
  void calmDown() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  @Override
  public Fault next(String operation) {
    return calm || dice.nextDouble() >= rate ? Fault.NONE : FAULTS[dice.nextInt(FAULTS.length)];
  }

  @Override
  public ProviderException error(String operation) {
    return Faults.error(operation, KINDS[dice.nextInt(KINDS.length)], dice.nextInt(5) > 0);
  }

  @Override
  public long delayMillis() {
    return calm || dice.nextDouble() >= rate ? 0 : dice.nextInt(MAX_DELAY);
  }
}
