package io.duroxide.runtime.simulation;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;

/** One storage call of all goes wrong, or some in a row; the others do not. */
final class NthCallFails implements Faults {

  private final long first;
  private final int length;
  private final Fault fault;
  private long calls;
  private String failed = "nothing";

  /**
   * @param first number of the first call that fails, from 1
   * @param length how many fail in a row
   */
  NthCallFails(long first, int length, Fault fault) {
    this.first = first;
    this.length = length;
    this.fault = fault;
  }

  @Override
  public Fault next(String operation) {
    calls++;
    if (calls < first || calls >= first + length) {
      return Fault.NONE;
    }
    failed = calls == first ? operation : failed;
    return fault;
  }

  @Override
  public ProviderException error(String operation) {
    return Faults.error(operation, ErrorKind.CONNECTION, true);
  }

  /** Whether there was a call to fail. */
  boolean happened() {
    return calls >= first;
  }

  @Override
  public String toString() {
    return "%s of call %d (%s) and %d more".formatted(fault, first, failed, length - 1);
  }
}
