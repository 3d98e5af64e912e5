package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.config.Category.ACTIVITY;
import static io.duroxide.telemetry.metrics.Metric.bounds;
import static io.duroxide.telemetry.metrics.Metric.counter;
import static io.duroxide.telemetry.metrics.Metric.seconds;

import java.util.List;

/** Activities: attempts, each once. */
final class ActivityRows {

  private static final Label ACTIVITY_NAME = Label.open("activity_name");
  private static final Label TAG = Label.open("tag");

  static final Metric ACTIVITY_EXECUTIONS =
      counter(
          "duroxide_activity_executions_total",
          ACTIVITY,
          "{attempt}",
          "Attempts, by what happened in them.",
          ACTIVITY_NAME,
          Label.closed("outcome", LabelValues.ActivityResult.class),
          Label.closed("retry_attempt", LabelValues.RetryAttempt.class),
          TAG);

  static final Metric ACTIVITY_DURATION =
      seconds(
          "duroxide_activity_duration_seconds",
          ACTIVITY,
          "Time inside the handler.",
          bounds(0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300),
          ACTIVITY_NAME,
          // What is given up is not handed to its handler any more.
          Label.closedBefore("outcome", LabelValues.ActivityResult.POISON),
          TAG);

  static final Metric ACTIVITY_ERRORS =
      counter(
          "duroxide_activity_errors_total",
          ACTIVITY,
          "{attempt}",
          "Failed attempts, by cause.",
          ACTIVITY_NAME,
          Label.closed("error_type", LabelValues.ActivityErrorType.class),
          Label.open("error_code"),
          Label.closed("retryable", LabelValues.Retryable.class));

  static final Metric ACTIVITY_QUEUE_WAIT =
      seconds(
          "duroxide_activity_queue_wait_seconds",
          ACTIVITY,
          "From becoming visible in the queue to being fetched.",
          bounds(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300),
          ACTIVITY_NAME);

  static final Metric ACTIVITY_POISON =
      counter(
          "duroxide_activity_poison_total",
          ACTIVITY,
          "{attempt}",
          "Activities given up for having been delivered too often.",
          ACTIVITY_NAME);

  static final List<Metric> ALL =
      List.of(
          ACTIVITY_EXECUTIONS,
          ACTIVITY_DURATION,
          ACTIVITY_ERRORS,
          ACTIVITY_QUEUE_WAIT,
          ACTIVITY_POISON);

  private ActivityRows() {}
}
