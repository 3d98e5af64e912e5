package io.duroxide.provider;

import static java.util.Objects.requireNonNull;

import io.duroxide.DuroxideException;
import org.jspecify.annotations.Nullable;

/** A storage call that failed and had no effect. */
public final class ProviderException extends DuroxideException {

  private static final long serialVersionUID = 1L;

  private final String operation;
  private final ErrorKind kind;
  private final boolean retryable;

  /**
   * A failed call.
   *
   * @param operation the failed {@link Provider} method
   * @param retryable whether the same call may succeed later
   */
  public ProviderException(
      String operation,
      ErrorKind kind,
      boolean retryable,
      String message,
      @Nullable Throwable cause) {
    super(operation + " failed (" + kind + "): " + message, cause);
    this.operation = requireNonNull(operation, "operation");
    this.kind = requireNonNull(kind, "kind");
    this.retryable = retryable;
  }

  /** The caller's token is unknown or its time has run out. */
  public static ProviderException lockLost(String operation, LockToken token) {
    return new ProviderException(
        operation,
        ErrorKind.LOCK_LOST,
        false,
        "lock on " + token.subject() + " is gone or has expired",
        null);
  }

  /** The provider method that failed. */
  public String operation() {
    return operation;
  }

  /** What kind of failure it was. */
  public ErrorKind kind() {
    return kind;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
