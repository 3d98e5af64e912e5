package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.io.IOException;

/**
 * Metrics over OTLP.
 *
 * @param reader of the exporter, to be registered with the SDK
 */
record MetricPush(CountingMetricExporter exporter, MetricReader reader) {

  static MetricPush prepare(AgentConfig config, ExportReport report) throws IOException {
    CountingMetricExporter exporter =
        new CountingMetricExporter(OtlpExporters.metrics(config.otlp()), report);
    MetricReader reader =
        PeriodicMetricReader.builder(exporter)
            .setInterval(config.exportInterval())
            // Else the SDK exports metrics about itself that nobody was promised.
            .setInternalTelemetryVersion(InternalTelemetryVersion.LEGACY)
            .build();
    return new MetricPush(exporter, reader);
  }
}
