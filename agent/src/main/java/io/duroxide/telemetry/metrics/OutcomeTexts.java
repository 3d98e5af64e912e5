package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.ErrorTable;
import io.duroxide.telemetry.metrics.LabelValues.ActivityErrorType;
import io.duroxide.telemetry.metrics.LabelValues.ActivityResult;
import io.duroxide.telemetry.metrics.LabelValues.EndStatus;
import io.duroxide.telemetry.metrics.LabelValues.ErrorType;
import org.jspecify.annotations.Nullable;

/** The words of the labels, for others who tell of the same events. Thread-safe. */
public final class OutcomeTexts {

  private static final String CONTINUED = "continuedAsNew";

  private final ErrorClassifier errors;

  public OutcomeTexts(ErrorTable table) {
    errors = new ErrorClassifier(table);
  }

  /**
   * How something ended.
   *
   * @param errorType null if it did not fail
   */
  public record Outcome(String text, @Nullable String errorType) {}

  /**
   * Of an execution.
   *
   * @param status COMPLETED, FAILED, CANCELLED or CONTINUED_AS_NEW
   */
  public Outcome execution(
      String status, boolean poisoned, @Nullable String errorCategory, String[] errorClasses) {
    EndStatus end = poisoned ? EndStatus.FAILED : MetricsSink.endStatus(status);
    if (end != EndStatus.FAILED) {
      return new Outcome(end == null ? CONTINUED : end.text(), null);
    }
    ErrorType type = poisoned ? ErrorType.POISON : errors.type(errorCategory, errorClasses);
    return new Outcome(end.text(), type.text());
  }

  /**
   * Of an attempt of an activity.
   *
   * @param result as in {@link io.duroxide.telemetry.bootstrap.TelemetrySink#activityEnded}
   */
  public Outcome attempt(String result, @Nullable String errorCategory, String[] errorClasses) {
    ActivityResult outcome = errors.attempt(result, errorCategory, errorClasses);
    ActivityErrorType type = ActivityMetrics.errorType(outcome);
    return new Outcome(outcome.text(), type == null ? null : type.text());
  }
}
