package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.AgentConfig.Otlp;
import io.duroxide.telemetry.metrics.StateLine;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The push over OTLP, as far as there is one.
 *
 * @param exporter null if there is nothing to push
 * @param reader of the exporter, to be registered with the SDK
 * @param problem why it could not be started; null if it runs or is off
 */
record OtlpPush(
    Otlp otlp,
    ExporterState state,
    @Nullable CountingMetricExporter exporter,
    @Nullable MetricReader reader,
    @Nullable String problem) {

  private static final String NAME = "otlp";

  static OtlpPush prepare(AgentConfig config, Runnable onFailure, Consumer<String> log) {
    Otlp otlp = config.otlp();
    String target = otlp.withoutSecrets(otlp.endpoint());
    String protocol = otlp.grpc() ? "grpc" : "http/protobuf";
    ExporterState state = new ExporterState(NAME, target, protocol + ": " + otlp.reason());
    if (!otlp.enabled()) {
      return new OtlpPush(otlp, state, null, null, null);
    }
    StateLine line = new StateLine("export to " + target + " is", log);
    try {
      CountingMetricExporter exporter =
          new CountingMetricExporter(
              OtlpExporters.metrics(otlp), line, state, otlp::withoutSecrets, onFailure);
      MetricReader reader =
          PeriodicMetricReader.builder(exporter)
              .setInterval(config.exportInterval())
              // Else the SDK exports metrics about itself that nobody was promised.
              .setInternalTelemetryVersion(InternalTelemetryVersion.LEGACY)
              .build();
      return new OtlpPush(otlp, state, exporter, reader, null);
    } catch (IOException | RuntimeException impossible) {
      String problem = otlp.withoutSecrets(impossible.toString());
      return new OtlpPush(otlp, state, null, null, problem);
    }
  }

  /** See {@link CountingMetricExporter#exportLast}. */
  void exportLast(Runnable flush) {
    if (exporter != null) {
      exporter.exportLast(flush);
    }
  }

  /** See {@link CountingMetricExporter#awaitLast}. */
  void awaitLast(Duration bound) {
    if (exporter != null) {
      exporter.awaitLast(bound);
    }
  }

  Exporter now() {
    if (problem != null) {
      return ExporterState.off(NAME, otlp.withoutSecrets(otlp.endpoint()), problem);
    }
    return otlp.enabled() ? state.now() : ExporterState.off(NAME, "", otlp.reason());
  }
}
