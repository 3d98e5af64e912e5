package io.duroxide.provider;

/** What became of a signal-with-start. */
public enum SignalOutcome {
  /** The instance did not exist: it is started, the signal is its first message. */
  STARTED,
  /** The instance existed and gets the signal; the start was not needed. */
  DELIVERED,
  /** The instance has ended; nothing was written. */
  INSTANCE_ENDED
}
