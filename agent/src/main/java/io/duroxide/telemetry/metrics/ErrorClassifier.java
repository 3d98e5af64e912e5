package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.ErrorTable;
import io.duroxide.telemetry.metrics.LabelValues.ActivityResult;
import io.duroxide.telemetry.metrics.LabelValues.ErrorGroup;
import io.duroxide.telemetry.metrics.LabelValues.ErrorType;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From a typed cause to the labels {@code error_type} and {@code error_category}: by what the
 * runtime says, then by exception classes, never by text.
 */
final class ErrorClassifier {

  /** More class names than any honest application throws. */
  private static final int MAX_CACHED_CLASSES = 4_096;

  private static final Map<String, ErrorGroup> GROUPS =
      Arrays.stream(ErrorGroup.values())
          .collect(Collectors.toMap(ErrorGroup::text, Function.identity()));

  private final ErrorTable table;
  private final Map<String, Known> byClass = new ConcurrentHashMap<>();

  ErrorClassifier(ErrorTable table) {
    this.table = table;
  }

  /** What the table says about one class. */
  private record Known(@Nullable ErrorGroup group, boolean infrastructure) {}

  ErrorType type(@Nullable String category, String[] classes) {
    return switch (category == null ? "" : category) {
      case "TIMEOUT" -> ErrorType.TIMEOUT;
      case "CONFIGURATION" -> ErrorType.CONFIG_ERROR;
      case "INFRASTRUCTURE" -> ErrorType.INFRASTRUCTURE_ERROR;
      case "NONDETERMINISM" -> ErrorType.NONDETERMINISM;
      case "POISON" -> ErrorType.POISON;
      default -> anyInfrastructure(classes) ? ErrorType.INFRASTRUCTURE_ERROR : ErrorType.APP_ERROR;
    };
  }

  /**
   * What became of an attempt.
   *
   * @param result as in {@link io.duroxide.telemetry.bootstrap.TelemetrySink#activityEnded}
   */
  ActivityResult attempt(String result, @Nullable String category, String[] classes) {
    return switch (result) {
      case "SUCCEEDED" -> ActivityResult.SUCCESS;
      case "TIMED_OUT" -> ActivityResult.TIMEOUT;
      case "CANCELLED" -> ActivityResult.CANCELLED;
      case "HANDED_BACK", "LOCK_LOST" -> ActivityResult.RETRY;
      case "POISONED" -> ActivityResult.POISON;
      case "ACK_FAILED" -> ActivityResult.INFRA_ERROR;
      default -> ActivityMetrics.failure(type(category, classes));
    };
  }

  ErrorGroup group(@Nullable String category, @Nullable String reason, String[] classes) {
    return switch (reason == null ? "" : reason) {
      case "UNDECODABLE_PAYLOAD" -> ErrorGroup.VALIDATION;
      case "LIMIT_EXCEEDED" -> ErrorGroup.LIMIT;
      case "UNREGISTERED" -> ErrorGroup.UNREGISTERED;
      case "CORRUPTION" -> ErrorGroup.CORRUPTION;
      case "PANIC" -> ErrorGroup.PANIC;
      default -> groupWithoutReason(category == null ? "" : category, classes);
    };
  }

  private ErrorGroup groupWithoutReason(String category, String[] classes) {
    return switch (category) {
      case "TIMEOUT" -> ErrorGroup.TIMEOUT;
      case "NONDETERMINISM" -> ErrorGroup.NONDETERMINISM;
      default -> innermostKnown(classes);
    };
  }

  /** The innermost cause that the table knows says most about what went wrong. */
  private ErrorGroup innermostKnown(String[] classes) {
    for (int i = classes.length - 1; i >= 0; i--) {
      ErrorGroup group = known(classes[i]).group();
      if (group != null) {
        return group;
      }
    }
    return ErrorGroup.OTHER;
  }

  private boolean anyInfrastructure(String[] classes) {
    for (int i = classes.length - 1; i >= 0; i--) {
      if (known(classes[i]).infrastructure()) {
        return true;
      }
    }
    return false;
  }

  private Known known(String className) {
    Known cached = byClass.get(className);
    if (cached != null) {
      return cached;
    }
    Known known = lookUp(className);
    if (byClass.size() < MAX_CACHED_CLASSES) {
      byClass.put(className, known);
    }
    return known;
  }

  private Known lookUp(String className) {
    String longest = "";
    for (String prefix : table.categories().keySet()) {
      if (className.startsWith(prefix) && prefix.length() > longest.length()) {
        longest = prefix;
      }
    }
    String group = table.categories().get(longest);
    boolean infrastructure = table.infrastructure().stream().anyMatch(className::startsWith);
    return new Known(group == null ? null : GROUPS.get(group), infrastructure);
  }
}
