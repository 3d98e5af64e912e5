package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.MetricsSink;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.duroxide.telemetry.traces.SpanQueue;
import io.duroxide.telemetry.traces.TracingSink;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Duration;

/**
 * Traces over OTLP.
 *
 * @param sink in front of the metrics
 */
record TracePush(TracingSink sink, BatchPush<SpanData> push, SpanExporter exporter) {

  /** 512 spans do not wait for it. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  static TracePush start(
      AgentConfig config, Resource resource, MetricsSink metrics, ExportReport report)
      throws IOException {
    SpanExporter exporter = OtlpExporters.spans(config.traces());
    TracingSink sink = new TracingSink(metrics, config, resource);
    SpanQueue spans = sink.spans();
    BatchPush<SpanData> push =
        new BatchPush<>(
            "traces",
            INTERVAL,
            new BatchPush.Source<>(spans::take, spans::batchWaits, spans::giveUp, spans::close),
            exporter::export,
            report);
    spans.whenFull(push::wake);
    push.start();
    return new TracePush(sink, push, exporter);
  }

  /** Begins to send everything that waits, a last time; returns at once. */
  void beginLast() {
    sink.spans().prepareLast();
    push.beginLast();
  }

  Exporter withDropped(Exporter state) {
    long dropped = sink.spans().dropped();
    return dropped == 0
        ? state
        : new Exporter(
            state.name(),
            state.state(),
            state.target(),
            state.detail() + "; " + dropped + " spans dropped",
            state.successes(),
            state.failures(),
            state.lastSuccessAt(),
            state.lastFailureAt(),
            state.lastError());
  }
}
