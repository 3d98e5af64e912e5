package io.duroxide;

import org.jspecify.annotations.Nullable;

/** Root of everything the runtime throws at its users. */
public class DuroxideException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DuroxideException(@Nullable String message) {
    super(message);
  }

  public DuroxideException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
