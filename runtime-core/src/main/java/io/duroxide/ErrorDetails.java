package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The typed cause of a failure, as it is stored.
 *
 * @param category what kind of thing went wrong
 * @param reason the runtime's own knowledge of why
 * @param message for people; never used to classify
 * @param errorClasses class names of the exception and its causes, outermost first; empty if no
 *     exception was involved
 * @param code the application's error code, or null
 * @param retryable whether another attempt may succeed
 */
public record ErrorDetails(
    ErrorCategory category,
    ErrorReason reason,
    String message,
    List<String> errorClasses,
    @Nullable String code,
    boolean retryable) {

  public ErrorDetails {
    requireNonNull(category, "category");
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
    errorClasses = List.copyOf(errorClasses);
  }

  /**
   * Returns a failure that the runtime found itself, without an exception of the application. A
   * message of more than 64 KiB is cut and marked.
   */
  public static ErrorDetails of(ErrorCategory category, ErrorReason reason, String message) {
    return new ErrorDetails(
        category, reason, ErrorText.cutMessage(message), List.of(), null, false);
  }

  /**
   * Returns what application code threw. The outermost {@link ApplicationException} of the chain of
   * causes decides code, message and retryability; a failed activity or child further out keeps its
   * own details, so that the cause of a failure is still visible at the root orchestration. A
   * message of more than 64 KiB is cut and marked. Never throws, whatever the exception's own
   * methods do.
   */
  public static ErrorDetails of(Throwable thrown) {
    return ThrownDetails.of(thrown);
  }

  /**
   * Returns the message of what application code threw, or its class name if it has none. Never
   * throws.
   */
  public static String messageOf(Throwable thrown) {
    return ErrorText.cutMessage(ThrownDetails.messageOf(thrown));
  }

  @Override
  public String toString() {
    return category.name().toLowerCase(java.util.Locale.ROOT) + ": " + message;
  }
}
