package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.config.Category.CLIENT;
import static io.duroxide.telemetry.metrics.Metric.bounds;
import static io.duroxide.telemetry.metrics.Metric.counter;
import static io.duroxide.telemetry.metrics.Metric.seconds;

import java.util.List;

/** Calls of clients. */
final class ClientRows {

  private static final Label NAME = Label.open("orchestration_name");

  static final Metric CLIENT_STARTS =
      counter(
          "duroxide_client_orchestration_starts_total",
          CLIENT,
          "{call}",
          "Orchestrations started by clients.",
          NAME);

  static final Metric CLIENT_EVENTS =
      counter(
          "duroxide_client_external_events_raised_total",
          CLIENT,
          "{call}",
          "External events raised by clients.",
          Label.open("event_name"));

  static final Metric CLIENT_CANCELLATIONS =
      counter(
          "duroxide_client_cancellations_total",
          CLIENT,
          "{call}",
          "Cancellations requested by clients.");

  static final Metric CLIENT_WAIT =
      seconds(
          "duroxide_client_wait_duration_seconds",
          CLIENT,
          "How long clients waited for an instance to end.",
          bounds(0.1, 0.5, 1, 2, 5, 10, 30, 60, 120),
          Label.closed("outcome", LabelValues.WaitOutcome.class));

  static final List<Metric> ALL =
      List.of(CLIENT_STARTS, CLIENT_EVENTS, CLIENT_CANCELLATIONS, CLIENT_WAIT);

  private ClientRows() {}
}
