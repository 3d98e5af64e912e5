package io.duroxide.provider;

/** Where an execution stands. */
public enum ExecutionStatus {
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED,
  CONTINUED_AS_NEW;

  /** Whether the instance as a whole is over. */
  public boolean endsInstance() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
