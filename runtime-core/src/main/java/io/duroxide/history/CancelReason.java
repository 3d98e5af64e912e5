package io.duroxide.history;

/** Why the engine cancelled an operation that was still open. */
public enum CancelReason {
  /** The code abandoned its handle: lost a race or called cancel. Replay must do the same again. */
  ABANDONED,
  /** The execution ended. */
  EXECUTION_ENDED
}
