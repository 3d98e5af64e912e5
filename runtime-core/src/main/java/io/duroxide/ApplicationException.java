package io.duroxide;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by application code to say more about a failure than its message: a code, and whether to
 * try again.
 */
public class ApplicationException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String code;
  private final boolean retryable;

  /**
   * @param code a short stable word such as {@code QUOTA_EXCEEDED}, or null
   * @param retryable false ends the attempts of a retry policy at once
   */
  public ApplicationException(
      @Nullable String message,
      @Nullable String code,
      boolean retryable,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryable = retryable;
  }

  /** A failure that another attempt may cure. */
  public static ApplicationException retryable(String message, @Nullable String code) {
    return new ApplicationException(message, code, true, null);
  }

  /** A failure that no further attempt will cure. */
  public static ApplicationException permanent(String message, @Nullable String code) {
    return new ApplicationException(message, code, false, null);
  }

  /** The short stable word given by the application, or null. */
  public @Nullable String code() {
    return code;
  }

  /** Whether another attempt may succeed. */
  public boolean retryable() {
    return retryable;
  }
}
