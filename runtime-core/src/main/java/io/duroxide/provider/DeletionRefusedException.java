package io.duroxide.provider;

import io.duroxide.DuroxideException;

/** A deletion would hit a running instance or tear a family apart. Nothing was deleted. */
public final class DeletionRefusedException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  /** Why nothing was deleted. */
  public enum Reason {
    /** One of the instances has not ended. */
    STILL_RUNNING,
    /** A child alone: only its root can be deleted, with all its descendants. */
    HAS_PARENT,
    /** A child of one of the instances is missing from the set. */
    CHILD_MISSING
  }

  private final Reason reason;

  /**
   * @param message for people: which instance, and why
   */
  public DeletionRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why nothing was deleted. */
  public Reason reason() {
    return reason;
  }
}
