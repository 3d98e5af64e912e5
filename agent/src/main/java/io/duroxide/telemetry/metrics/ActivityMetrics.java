package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.metrics.Distribution.seconds;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.LabelValues.ActivityErrorType;
import io.duroxide.telemetry.metrics.LabelValues.ActivityResult;
import io.duroxide.telemetry.metrics.LabelValues.ErrorType;
import io.duroxide.telemetry.metrics.LabelValues.RetryAttempt;
import io.duroxide.telemetry.metrics.LabelValues.Retryable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What ended attempts say about activities. */
final class ActivityMetrics {

  private static final String NO_TAG = "default";
  private static final String NO_CODE = "none";
  private static final int MAX_CODE_LENGTH = 64;
  private static final int[] ONLY = {0};

  private final Counter executions;
  private final Counter errors;
  private final Counter poison;
  private final Distribution duration;
  private final Distribution queueWait;
  private final double sampleRate;
  private final boolean tagLabel;
  private final int[] announcedErrors;

  ActivityMetrics(Instruments instruments, AgentConfig config) {
    executions = instruments.counter(ActivityRows.ACTIVITY_EXECUTIONS);
    errors = instruments.counter(ActivityRows.ACTIVITY_ERRORS);
    poison = instruments.counter(ActivityRows.ACTIVITY_POISON);
    duration = instruments.distribution(ActivityRows.ACTIVITY_DURATION);
    queueWait = instruments.distribution(ActivityRows.ACTIVITY_QUEUE_WAIT);
    sampleRate = config.activitySampleRate();
    tagLabel = config.activityTagLabel();
    announcedErrors =
        new int[] {
          errors.at(ActivityErrorType.APP_ERROR, Retryable.TRUE),
          errors.at(ActivityErrorType.APP_ERROR, Retryable.FALSE),
          errors.at(ActivityErrorType.INFRASTRUCTURE_ERROR, Retryable.TRUE),
          errors.at(ActivityErrorType.CONFIG_ERROR, Retryable.FALSE),
          errors.at(ActivityErrorType.TIMEOUT, Retryable.TRUE),
          errors.at(ActivityErrorType.POISON, Retryable.FALSE),
        };
  }

  /** The outcome of a failed attempt by the type of its error. */
  static ActivityResult failure(ErrorType type) {
    return switch (type) {
      case INFRASTRUCTURE_ERROR -> ActivityResult.INFRA_ERROR;
      case CONFIG_ERROR, NONDETERMINISM -> ActivityResult.CONFIG_ERROR;
      case TIMEOUT -> ActivityResult.TIMEOUT;
      case POISON -> ActivityResult.POISON;
      case APP_ERROR -> ActivityResult.APP_ERROR;
    };
  }

  void ended(
      String name,
      @Nullable String tag,
      int attempt,
      ActivityResult result,
      long queueWaitNanos,
      long handlerNanos) {
    String label = tag == null || !tagLabel ? NO_TAG : tag;
    executions.add(1, name, label, executions.at(result, RetryAttempt.of(attempt)));
    if (!poison.knows(name, 0)) {
      errors.announce(name, NO_CODE, announcedErrors);
      poison.announce(name, ONLY);
    }
    if (result != ActivityResult.SUCCESS || sampled()) {
      if (handlerNanos > 0
          && result != ActivityResult.POISON) { // else the handler was never called
        duration.record(seconds(handlerNanos), name, label, result.index());
      }
      queueWait.record(seconds(queueWaitNanos), name, 0);
    }
  }

  void failed(String name, ActivityResult result, @Nullable String code, boolean retryable) {
    ActivityErrorType type = errorType(result);
    if (type != null) {
      errors.add(1, name, codeLabel(code), errors.at(type, Retryable.of(retryable)));
    }
  }

  void poisoned(String name) {
    poison.add(1, name);
  }

  private boolean sampled() {
    return sampleRate >= 1 || ThreadLocalRandom.current().nextDouble() < sampleRate;
  }

  static @Nullable ActivityErrorType errorType(ActivityResult result) {
    return switch (result) {
      case APP_ERROR -> ActivityErrorType.APP_ERROR;
      case INFRA_ERROR -> ActivityErrorType.INFRASTRUCTURE_ERROR;
      case CONFIG_ERROR -> ActivityErrorType.CONFIG_ERROR;
      case TIMEOUT -> ActivityErrorType.TIMEOUT;
      case POISON -> ActivityErrorType.POISON;
      case SUCCESS, RETRY, CANCELLED -> null;
    };
  }

  /** Codes come from applications; what does not look like a code is not exported. */
  private static String codeLabel(@Nullable String code) {
    if (code == null || code.isEmpty() || code.length() > MAX_CODE_LENGTH) {
      return NO_CODE;
    }
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && c != '_' && c != '.' && c != '-') {
        return NO_CODE;
      }
    }
    return code;
  }
}
