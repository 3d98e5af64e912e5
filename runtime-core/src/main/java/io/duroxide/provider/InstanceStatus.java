package io.duroxide.provider;

/** Where an instance stands; between two executions it is {@link #RUNNING}. */
public enum InstanceStatus {
  RUNNING,
  /** Takes no turns until it is resumed. */
  SUSPENDED,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Whether nothing will ever happen to the instance again. */
  public boolean isEnd() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
