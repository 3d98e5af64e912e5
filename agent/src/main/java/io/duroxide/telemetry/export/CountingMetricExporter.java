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
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Counts exports that did not arrive, and says so once. Cumulative data is not lost by them. */
final class CountingMetricExporter implements MetricExporter {

  private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(1);

  private final MetricExporter exporter;
  private final ExportReport report;
  private volatile CompletableResultCode underWay = CompletableResultCode.ofSuccess();
  private volatile @Nullable Thread last;
  private volatile boolean over;

  CountingMetricExporter(MetricExporter exporter, ExportReport report) {
    this.exporter = exporter;
    this.report = report;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    Thread only = last;
    if (over || (only != null && only != Thread.currentThread())) {
      return CompletableResultCode.ofSuccess();
    }
    CompletableResultCode ended = new CompletableResultCode();
    underWay = ended;
    over = only != null;
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
   * Exports a last time what {@code flush} collects on this thread. Does not wait for an export
   * that is under way: that may be answered later than the process can wait.
   */
  void exportLast(Runnable flush) {
    last = Thread.currentThread();
    while (!over) {
      CompletableResultCode unused = underWay.succeed();
      flush.run();
      // While another thread collects, a flush does nothing.
      LockSupport.parkNanos(A_MOMENT);
    }
  }

  /** Waits for the answer to the last export, and ends all exporting. */
  void awaitLast(Duration bound) {
    boolean begun = over;
    CompletableResultCode ended = underWay.join(bound.toMillis(), TimeUnit.MILLISECONDS);
    over = true;
    if (!begun || !ended.isDone()) {
      report.unansweredAtExit();
      CompletableResultCode unused = ended.succeed();
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
