package io.duroxide.telemetry.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.internal.data.ImmutableHistogramPointData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A histogram in one label set. Recording waits for nobody and allocates nothing but the exemplar,
 * which only a sampled span has.
 *
 * <p>All numbers lie side by side in one array, because memory is cold whenever work was waited
 * for. A value is counted last, so that whatever a point counts is in its sum, too; the sum may be
 * ahead by what is being recorded at that moment.
 */
final class Buckets {

  private static final int SUM = 0;
  private static final int MIN = 1;
  private static final int MAX = 2;
  private static final int COUNTS = 3;

  private final Attributes labels;
  private final double[] bounds;
  private final AtomicLongArray numbers;
  private final @Nullable AtomicReferenceArray<DoubleExemplarData> exemplars;

  /**
   * @param bounds upper bounds, each within its bucket; ascending
   * @param exemplars whether the last sampled span of each bucket is kept
   */
  Buckets(Attributes labels, double[] bounds, boolean exemplars) {
    int buckets = bounds.length + 1;
    this.labels = labels;
    this.bounds = bounds;
    this.numbers = new AtomicLongArray(COUNTS + buckets);
    this.exemplars = exemplars ? new AtomicReferenceArray<>(buckets) : null;
    numbers.set(MIN, Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
    numbers.set(MAX, Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY));
  }

  void record(double value) {
    int bucket = bucket(value);
    if (exemplars != null) {
      SpanContext span = Span.current().getSpanContext();
      if (span.isSampled()) {
        exemplars.set(bucket, exemplar(value, span));
      }
    }
    for (double min = number(MIN); value < min && !replace(MIN, min, value); ) {
      min = number(MIN);
    }
    for (double max = number(MAX); value > max && !replace(MAX, max, value); ) {
      max = number(MAX);
    }
    for (double sum = number(SUM); !replace(SUM, sum, sum + value); ) {
      sum = number(SUM);
    }
    numbers.getAndIncrement(COUNTS + bucket);
  }

  /** Linear, as most values are small and so are most histograms. */
  private int bucket(double value) {
    int bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private double number(int index) {
    return Double.longBitsToDouble(numbers.get(index));
  }

  private boolean replace(int index, double was, double is) {
    return numbers.weakCompareAndSetVolatile(
        index, Double.doubleToRawLongBits(was), Double.doubleToRawLongBits(is));
  }

  private static DoubleExemplarData exemplar(double value, SpanContext span) {
    return DoubleExemplarData.create(Attributes.empty(), RecordedMetrics.epochNanos(), span, value);
  }

  HistogramPointData point(long startEpochNanos, long epochNanos, List<Double> boundaries) {
    List<Long> counts = new ArrayList<>();
    for (int index = COUNTS; index < numbers.length(); index++) {
      counts.add(numbers.get(index));
    }
    boolean any = counts.stream().anyMatch(count -> count > 0);
    return ImmutableHistogramPointData.create(
        startEpochNanos,
        epochNanos,
        labels,
        number(SUM),
        any,
        number(MIN),
        any,
        number(MAX),
        boundaries,
        counts,
        exemplarsSoFar());
  }

  private List<DoubleExemplarData> exemplarsSoFar() {
    List<DoubleExemplarData> found = new ArrayList<>();
    for (int bucket = 0; exemplars != null && bucket < exemplars.length(); bucket++) {
      DoubleExemplarData exemplar = exemplars.get(bucket);
      if (exemplar != null) {
        found.add(exemplar);
      }
    }
    return found;
  }
}
