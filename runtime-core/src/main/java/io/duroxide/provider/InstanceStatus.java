package io.duroxide.provider;

/** Where an instance stands; between two executions it is {@link #RUNNING}. */
public enum InstanceStatus {
  /** Has not ended, whether it has something to do or waits. */
  RUNNING,
  /** Takes no turns until it is resumed. */
  SUSPENDED,
  /** The code returned a result. */
  COMPLETED,
  /** The code threw, or the runtime gave the instance up. */
  FAILED,
  /** Ended by a request to cancel it. */
  CANCELLED;

  /** Whether nothing will ever happen to the instance again. */
  public boolean isEnd() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
