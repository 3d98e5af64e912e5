package io.duroxide.telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Counts exports that did not arrive, and says so once. Cumulative data is not lost by them. */
final class CountingMetricExporter implements MetricExporter {

  private final MetricExporter exporter;
  private final ExportReport report;
  private volatile CompletableResultCode underWay = CompletableResultCode.ofSuccess();
  private volatile boolean stopping;
  private volatile boolean over;

  CountingMetricExporter(MetricExporter exporter, ExportReport report) {
    this.exporter = exporter;
    this.report = report;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    if (over) {
      return CompletableResultCode.ofSuccess();
    }
    over = stopping;
    CompletableResultCode ended = new CompletableResultCode();
    underWay = ended;
    CompletableResultCode result = exporter.export(metrics);
    CompletableResultCode unused =
        result.whenComplete(
            () -> {
              if (!ended.isDone()) {
                report.ended(result);
              }
              // Reported here; the reader would only log it once more at each interval.
              ended.succeed();
            });
    return ended;
  }

  /**
   * The next export is the last one, and begins even if one is under way: that may be answered
   * later than the process can wait.
   */
  void prepareLast() {
    stopping = true;
    CompletableResultCode unused = underWay.succeed();
  }

  /** Waits for the answer to the last export, and ends all exporting. */
  void awaitLast(Duration bound) {
    CompletableResultCode last = underWay.join(bound.toMillis(), TimeUnit.MILLISECONDS);
    over = true;
    if (!last.isDone()) {
      report.unansweredAtExit();
      CompletableResultCode unused = last.succeed();
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
