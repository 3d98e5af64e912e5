package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.config.Category.PROVIDER;
import static io.duroxide.telemetry.metrics.Metric.bounds;
import static io.duroxide.telemetry.metrics.Metric.counter;
import static io.duroxide.telemetry.metrics.Metric.histogram;

import java.util.List;

/** Providers once more, under the names of the provider guide and in its milliseconds. */
final class ProviderGuideRows {

  private static final List<Double> MILLISECONDS =
      bounds(1, 5, 10, 50, 100, 500, 1_000, 2_000, 5_000);

  static final Metric FETCH_ORCHESTRATION_ITEM =
      duration("fetch_orchestration_item", "Fetching and locking an orchestration item.");

  static final Metric ACK_ORCHESTRATION_ITEM =
      duration("ack_orchestration_item", "Committing a turn.");

  static final Metric ACK_WORKER = duration("ack_worker", "Acknowledging an activity.");

  static final Metric ENQUEUE_ORCHESTRATOR =
      duration(
          "enqueue_orchestrator", "Putting a start or a message into the orchestrator's queue.");

  static final Metric DEQUEUE_WORKER = duration("dequeue_worker", "Fetching an activity.");

  static final Metric INFRASTRUCTURE_ERRORS =
      counter(
          "provider.infrastructure_errors",
          PROVIDER,
          "",
          "Failed calls: lock_timeout is our timeout and busy; transaction_failed is deadlock,"
              + " constraint_violation and lock_lost; serialization_error is serialization.",
          Label.closed("operation", LabelValues.GuideOperation.class),
          Label.closed("error_type", LabelValues.GuideErrorType.class));

  static final Metric ACK_ORCHESTRATION_RETRIES =
      counter(
          "provider.ack_orchestration_retries",
          PROVIDER,
          "",
          "Repeated attempts to commit a turn.");

  static final List<Metric> ALL =
      List.of(
          FETCH_ORCHESTRATION_ITEM,
          ACK_ORCHESTRATION_ITEM,
          ACK_WORKER,
          ENQUEUE_ORCHESTRATOR,
          DEQUEUE_WORKER,
          INFRASTRUCTURE_ERRORS,
          ACK_ORCHESTRATION_RETRIES);

  private ProviderGuideRows() {}

  /** No unit: with one, exporters would append its name to this name. */
  private static Metric duration(String operation, String description) {
    return histogram(
        "provider." + operation + "_duration_ms", PROVIDER, "", description, MILLISECONDS);
  }
}
