package io.duroxide;

import org.jspecify.annotations.Nullable;

/** Root of everything the runtime throws at its users. */
public class DuroxideException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception without a cause. */
  public DuroxideException(@Nullable String message) {
    super(message);
  }

  /** An exception with a cause. */
  public DuroxideException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
