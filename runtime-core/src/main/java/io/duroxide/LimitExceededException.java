package io.duroxide;

import java.util.List;

/**
 * A size or count of {@link Limits} would be exceeded by a call. Nothing has happened; the same
 * call will be refused again on a replay.
 */
public final class LimitExceededException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is larger than which limit, for people
   */
  public LimitExceededException(String message) {
    super(message);
  }

  /** This failure as it is stored, if the orchestration does not catch it. */
  public ErrorDetails details() {
    return new ErrorDetails(
        ErrorCategory.CONFIGURATION,
        ErrorReason.LIMIT_EXCEEDED,
        String.valueOf(getMessage()),
        List.of(getClass().getName()),
        null,
        false);
  }
}
