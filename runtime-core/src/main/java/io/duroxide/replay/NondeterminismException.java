package io.duroxide.replay;

import io.duroxide.DuroxideException;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;

/** The code no longer does what its history says. */
public final class NondeterminismException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  private final long eventId;
  private final String expected;
  private final String found;

  NondeterminismException(long eventId, String expected, String found) {
    super(
        "nondeterministic at event "
            + eventId
            + ": history has "
            + expected
            + ", this run has "
            + found);
    this.eventId = eventId;
    this.expected = expected;
    this.found = found;
  }

  /** The event that could not be matched. */
  public long eventId() {
    return eventId;
  }

  /** What history holds. */
  public String expected() {
    return expected;
  }

  /** What this run has in its place. */
  public String found() {
    return found;
  }

  public ErrorDetails details() {
    return ErrorDetails.of(
        ErrorCategory.NONDETERMINISM, ErrorReason.UNSPECIFIED, String.valueOf(getMessage()));
  }
}
