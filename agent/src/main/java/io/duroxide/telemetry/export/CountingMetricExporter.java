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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Counts exports that did not arrive, and says so once. Cumulative data is not lost by them. */
final class CountingMetricExporter implements MetricExporter {

  private final MetricExporter exporter;
  private final StateLine line;
  private final ExporterState state;
  private final UnaryOperator<String> withoutSecrets;
  private final Runnable onFailure;

  CountingMetricExporter(
      MetricExporter exporter,
      StateLine line,
      ExporterState state,
      UnaryOperator<String> withoutSecrets,
      Runnable onFailure) {
    this.exporter = exporter;
    this.line = line;
    this.state = state;
    this.withoutSecrets = withoutSecrets;
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
      line.succeeded();
    } else {
      String reason = withoutSecrets.apply(reason(result.getFailureThrowable()));
      onFailure.run();
      state.failed(reason);
      line.failed(reason);
    }
  }

  /** The innermost cause says what happened; what wraps it are names of the SDK. */
  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "the collector did not take the data";
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure && root.getMessage() != null ? root.getMessage() : root.toString();
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
