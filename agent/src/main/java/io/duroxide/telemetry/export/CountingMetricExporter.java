package io.duroxide.telemetry.export;

import io.duroxide.telemetry.metrics.StateLine;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/** Counts exports that did not arrive, and says so once. Cumulative data is not lost by them. */
final class CountingMetricExporter implements MetricExporter {

  private final MetricExporter exporter;
  private final StateLine state;
  private final Runnable onFailure;

  CountingMetricExporter(MetricExporter exporter, StateLine state, Runnable onFailure) {
    this.exporter = exporter;
    this.state = state;
    this.onFailure = onFailure;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    CompletableResultCode result = exporter.export(metrics);
    CompletableResultCode ended = new CompletableResultCode();
    CompletableResultCode unused =
        result.whenComplete(
            () -> {
              report(result);
              // Reported here; the reader would only log it once more at each interval.
              ended.succeed();
            });
    return ended;
  }

  private void report(CompletableResultCode result) {
    if (result.isSuccess()) {
      state.succeeded();
    } else {
      onFailure.run();
      Throwable cause = result.getFailureThrowable();
      state.failed(cause == null ? "the collector did not take the data" : cause.toString());
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
    return exporter.getAggregationTemporality(instrumentType);
  }

  @Override
  public Aggregation getDefaultAggregation(InstrumentType instrumentType) {
    return exporter.getDefaultAggregation(instrumentType);
  }

  @Override
  public MemoryMode getMemoryMode() {
    return exporter.getMemoryMode();
  }
}
