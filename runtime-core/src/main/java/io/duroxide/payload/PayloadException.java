package io.duroxide.payload;

import io.duroxide.DuroxideException;

/** A value that cannot become a payload, or a payload that is not the wanted type. */
public final class PayloadException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
