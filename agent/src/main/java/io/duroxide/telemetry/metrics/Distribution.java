package io.duroxide.telemetry.metrics;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A histogram of the catalogue. Recording in a known label set allocates nothing. */
final class Distribution implements RecordedMetric {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Metric row;
  private final List<Double> bounds;
  private final LabelSets<Buckets> sets;
  private final boolean enabled;

  /**
   * @param bounds upper bounds of the buckets, ascending
   */
  Distribution(Metric row, List<Double> bounds, LabelSets<Buckets> sets, boolean enabled) {
    this.row = row;
    this.bounds = bounds;
    this.sets = sets;
    this.enabled = enabled;
  }

  static double seconds(long nanos) {
    return Math.max(0, nanos) / NANOS_PER_SECOND;
  }

  void record(double value, int closed) {
    if (enabled) {
      sets.of(closed).record(value);
    }
  }

  void record(double value, String name, int closed) {
    if (enabled) {
      sets.of(name, closed).record(value);
    }
  }

  void record(double value, String first, String second, int closed) {
    if (enabled) {
      sets.of(first, second, closed).record(value);
    }
  }

  /** Where that label set is recorded, for who does it often; null if it is not there yet. */
  @Nullable Buckets known(String name, int closed) {
    return sets.known(name, closed);
  }

  @Override
  public MetricData collect(
      Resource resource, InstrumentationScopeInfo scope, long startEpochNanos, long epochNanos) {
    List<HistogramPointData> points =
        sets.all().stream()
            .map(buckets -> buckets.point(startEpochNanos, epochNanos, bounds))
            .toList();
    return ImmutableMetricData.createDoubleHistogram(
        resource,
        scope,
        row.name(),
        row.description(),
        row.unit(),
        HistogramData.create(AggregationTemporality.CUMULATIVE, points));
  }
}
