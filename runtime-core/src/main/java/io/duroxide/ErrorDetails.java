package io.duroxide;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
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

  /** Longer causes are cut: a chain this deep is a cycle or noise. */
  private static final int MAX_CAUSES = 16;

  public ErrorDetails {
    requireNonNull(category, "category");
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
    errorClasses = List.copyOf(errorClasses);
  }

  /** A failure the runtime found itself, without an exception of the application. */
  public static ErrorDetails of(ErrorCategory category, ErrorReason reason, String message) {
    return new ErrorDetails(category, reason, message, List.of(), null, false);
  }

  /**
   * What application code threw. A failed activity or child inside it keeps its own category, so
   * that the cause of a failure is still visible at the root orchestration.
   */
  public static ErrorDetails of(Throwable thrown) {
    List<String> classes = new ArrayList<>();
    for (Throwable cause = thrown;
        cause != null && classes.size() < MAX_CAUSES;
        cause = cause.getCause()) {
      if (cause instanceof OperationFailedException failed) {
        return failed.details();
      }
      if (cause instanceof LimitExceededException limit) {
        return limit.details();
      }
      classes.add(cause.getClass().getName());
    }
    ApplicationException application = thrown instanceof ApplicationException known ? known : null;
    return new ErrorDetails(
        ErrorCategory.APPLICATION,
        thrown instanceof Error ? ErrorReason.PANIC : ErrorReason.UNSPECIFIED,
        thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage(),
        classes,
        application == null ? null : application.code(),
        application == null || application.retryable());
  }

  @Override
  public String toString() {
    return category.name().toLowerCase(java.util.Locale.ROOT) + ": " + message;
  }
}
