package io.duroxide.history;

/** Who started an execution. */
public enum StartOrigin {
  CLIENT,
  /** A parent that waits for the end. */
  SUB_ORCHESTRATION,
  /** The previous execution of the same instance. */
  CONTINUE_AS_NEW,
  /** A signal-with-start. */
  SIGNAL,
  /** An orchestration that does not wait for the end. */
  DETACHED
}
