package io.duroxide.telemetry.metrics;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableMetricData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/** A counter of the catalogue. Counting in a known label set allocates nothing. */
final class Counter implements RecordedMetric {

  private final Metric row;
  private final LabelSets<Total> sets;
  private final boolean enabled;

  Counter(Metric row, LabelSets<Total> sets, boolean enabled) {
    this.row = row;
    this.sets = sets;
    this.enabled = enabled;
  }

  int at(LabelValue first, LabelValue second) {
    return sets.at(first, second);
  }

  void add(long amount) {
    add(amount, 0);
  }

  void add(long amount, int closed) {
    if (enabled) {
      sets.of(closed).add(amount);
    }
  }

  void add(long amount, String name) {
    add(amount, name, 0);
  }

  void add(long amount, String name, int closed) {
    if (enabled) {
      sets.of(name, closed).add(amount);
    }
  }

  void add(long amount, String first, String second, int closed) {
    if (enabled) {
      sets.of(first, second, closed).add(amount);
    }
  }

  /** Whether this label set is there already. */
  boolean knows(String name, int closed) {
    return sets.knows(name, closed);
  }

  /** Whether this label set is there already. */
  boolean knows(String first, String second, int closed) {
    return sets.knows(first, second, closed);
  }

  /**
   * Makes rare series visible with 0 as soon as their name is known, so that rates see the first.
   */
  void announce(String name, int[] closed) {
    if (enabled && sets.isNew(name, closed[0])) {
      for (int combination : closed) {
        add(0, name, combination);
      }
    }
  }

  /** As {@link #announce(String, int[])}. */
  void announce(String first, String second, int[] closed) {
    if (enabled && sets.isNew(first, second, closed[0])) {
      for (int combination : closed) {
        add(0, first, second, combination);
      }
    }
  }

  /** As {@link #announce(String, int[])}, for all combinations of the closed labels. */
  void announce(int combinations) {
    for (int combination = 0; enabled && combination < combinations; combination++) {
      add(0, combination);
    }
  }

  @Override
  public MetricData collect(
      Resource resource, InstrumentationScopeInfo scope, long startEpochNanos, long epochNanos) {
    List<LongPointData> points =
        sets.all().stream().map(total -> total.point(startEpochNanos, epochNanos)).toList();
    return ImmutableMetricData.createLongSum(
        resource,
        scope,
        row.name(),
        row.description(),
        row.unit(),
        SumData.createLongSumData(true, AggregationTemporality.CUMULATIVE, points));
  }
}
