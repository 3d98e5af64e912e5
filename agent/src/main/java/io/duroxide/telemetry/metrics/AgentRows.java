package io.duroxide.telemetry.metrics;

import static io.duroxide.telemetry.config.Category.AGENT;
import static io.duroxide.telemetry.metrics.Metric.counter;
import static io.duroxide.telemetry.metrics.Metric.gauge;

import java.util.List;

/** The agent about itself. */
final class AgentRows {

  private static final Label VERSION = Label.open("version");

  static final Metric BUILD_INFO =
      gauge(
          "duroxide_build_info",
          AGENT,
          "",
          "Always 1; the labels say what is running.",
          VERSION,
          Label.open("agent_version"),
          Label.open("provider"));

  static final Metric DROPPED_LABEL_VALUES =
      counter(
          "duroxide_telemetry_dropped_label_values_total",
          AGENT,
          "{value}",
          "Values recorded as __other__ because a label was at its limit.",
          Label.open("metric"),
          Label.open("label"));

  static final Metric EXPORT_FAILURES =
      counter(
          "duroxide_telemetry_export_failures_total",
          AGENT,
          "{export}",
          "Exports the collector did not take.",
          Label.closed("signal", Signal.class));

  static final Metric DROPPED_LOG_RECORDS =
      counter(
          "duroxide_telemetry_dropped_log_records_total",
          AGENT,
          "{record}",
          "Log records given up: their lane was full, or the collector did not take them.",
          Label.closed("severity", LabelValues.LogSeverity.class));

  static final Metric ADVICE_ERRORS =
      counter(
          "duroxide_telemetry_advice_errors_total",
          AGENT,
          "{error}",
          "Errors swallowed inside the agent.",
          Label.open("instrumentation"));

  static final Metric JOIN_POINTS =
      gauge(
          "duroxide_telemetry_join_points",
          AGENT,
          "",
          "Places in the code the agent wants to observe.",
          Label.open("module"),
          Label.closed("state", JoinPointCount.State.class));

  static final List<Metric> ALL =
      List.of(
          BUILD_INFO,
          DROPPED_LABEL_VALUES,
          EXPORT_FAILURES,
          DROPPED_LOG_RECORDS,
          ADVICE_ERRORS,
          JOIN_POINTS);

  private AgentRows() {}
}
