package io.duroxide.provider;

/** Where an execution stands. */
public enum ExecutionStatus {
  /** Has not ended. */
  RUNNING,
  /** The code returned a result. */
  COMPLETED,
  /** The code threw, or the runtime gave the execution up. */
  FAILED,
  /** Ended by a request to cancel the instance. */
  CANCELLED,
  /** Another execution of the same instance follows. */
  CONTINUED_AS_NEW;

  /** Whether the instance as a whole is over. */
  public boolean endsInstance() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
