package io.duroxide.telemetry.metrics;

/** What is exported over OTLP. */
public enum Signal implements LabelValue {
  METRICS,
  LOGS,
  TRACES
}
