package io.duroxide;

/**
 * What kind of thing went wrong. Stored with every failure, so it means the same after a replay and
 * on another node.
 */
public enum ErrorCategory {
  /** Application code threw. */
  APPLICATION(true),
  /** A time limit of an activity attempt passed. */
  TIMEOUT(true),
  /** The instance or operation was cancelled. */
  CANCELLED(true),
  /**
   * The attempt could not run as deployed: undecodable input, a limit exceeded, an unknown version,
   * an id taken.
   */
  CONFIGURATION(true),
  /** The store or the runtime itself failed. */
  INFRASTRUCTURE(false),
  /** The code no longer does what its history says. */
  NONDETERMINISM(false),
  /** Handed out too often without ever being finished. */
  POISON(false);

  private final boolean catchable;

  ErrorCategory(boolean catchable) {
    this.catchable = catchable;
  }

  /**
   * Whether an orchestration that awaits the failed operation may handle it; the others fail the
   * instance.
   */
  public boolean catchable() {
    return catchable;
  }
}
