package io.duroxide.runtime.simulation;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;

/** Decides which storage calls go wrong. */
interface Faults {

  /** What goes wrong. */
  enum Fault {
    NONE,
    /** The call fails before it has an effect. */
    REFUSED,
    /** The call has its effect, but the caller is told that it failed. */
    OUTCOME_UNKNOWN,
    /** The node dies before the call. */
    CRASH_BEFORE,
    /** The call has its effect, but the node dies before it learns of it. */
    CRASH_AFTER
  }

  /** Of the next call of {@code operation}. */
  Fault next(String operation);

  /** What the caller is told when its call fails. */
  ProviderException error(String operation);

  /** How late a message is that the next turn sends, in milliseconds. */
  default long delayMillis() {
    return 0;
  }

  static ProviderException error(String operation, ErrorKind kind, boolean retryable) {
    return new ProviderException(operation, kind, retryable, "simulated", null);
  }
}
