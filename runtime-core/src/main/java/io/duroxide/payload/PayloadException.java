package io.duroxide.payload;

import io.duroxide.DuroxideException;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import java.util.List;

/** A value that cannot become a payload, or a payload that is not the wanted type. */
public final class PayloadException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  PayloadException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * This failure as it is stored: a deployment that does not fit its data, which no retry cures.
   */
  public ErrorDetails details() {
    return new ErrorDetails(
        ErrorCategory.CONFIGURATION,
        ErrorReason.UNDECODABLE_PAYLOAD,
        ErrorDetails.messageOf(this),
        List.of(getClass().getName()),
        null,
        false);
  }
}
