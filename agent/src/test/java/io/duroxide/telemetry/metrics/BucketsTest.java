package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final List<Double> BOUNDARIES = List.of(1.0, 10.0);
  private static final String SPAN = "00000000000000aa";
  private static final String LATER_SPAN = "00000000000000bb";

  private final Buckets buckets = new Buckets(Attributes.empty(), new double[] {1, 10}, true);

  @Test
  void whatWasNeverRecorded_hasNeitherMinimumNorMaximum() {
    assertThat(point().getCount()).isZero();
    assertThat(point().hasMin()).isFalse();
    assertThat(point().hasMax()).isFalse();
  }

  @Test
  void aBoundBelongsToTheBucketBelowIt() {
    for (double value : new double[] {0, 1, 1.5, 10, 10.5, 400}) {
      buckets.record(value);
    }

    assertThat(point().getCounts()).containsExactly(2L, 2L, 2L);
    assertThat(point().getCount()).isEqualTo(6);
    assertThat(point().getSum()).isEqualTo(423);
    assertThat(point().getMin()).isZero();
    assertThat(point().getMax()).isEqualTo(400);
    assertThat(point().getBoundaries()).isEqualTo(BOUNDARIES);
  }

  @Test
  void aCollectionTakesNothingAway() {
    buckets.record(5);
    HistogramPointData first = point();
    buckets.record(5);

    assertThat(first.getCount()).isEqualTo(1);
    assertThat(point().getCount()).isEqualTo(2);
    assertThat(point().getSum()).isEqualTo(10);
  }

  @Test
  void threadsAtOnce_loseNothing_andNoPointCountsWhatIsNotInItsSum() throws Exception {
    int threads = 4;
    int each = 50_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        running.add(executor.submit(() -> recordUpTo(each)));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        HistogramPointData seen = point();
        assertThat(seen.getSum()).isGreaterThanOrEqualTo((double) seen.getCount());
        assertThat(seen.hasMin() && seen.getMin() > seen.getMax()).isFalse();
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    } finally {
      executor.shutdownNow();
    }

    assertThat(point().getCounts()).containsExactly(4L, 36L, threads * (each - 10L));
    assertThat(point().getSum()).isEqualTo(threads * (each * (each + 1.0) / 2));
    assertThat(point().getMin()).isEqualTo(1);
    assertThat(point().getMax()).isEqualTo(each);
  }

  private void recordUpTo(int last) {
    for (int value = 1; value <= last; value++) {
      buckets.record(value);
    }
  }

  @Test
  void eachBucketKeepsTheLastSampledSpan_overCollections() {
    record(0.5, SPAN, TraceFlags.getSampled());
    record(5, SPAN, TraceFlags.getSampled());
    record(6, LATER_SPAN, TraceFlags.getSampled());
    record(7, SPAN, TraceFlags.getDefault());
    buckets.record(8);

    assertThat(exemplars()).isEqualTo("0.5 " + SPAN + ", 6.0 " + LATER_SPAN);
    assertThat(exemplars()).isEqualTo("0.5 " + SPAN + ", 6.0 " + LATER_SPAN);
  }

  @Test
  void withoutTraces_noSpanIsKept() {
    Buckets plain = new Buckets(Attributes.empty(), new double[] {1, 10}, false);
    try (Scope ignored = span(SPAN, TraceFlags.getSampled()).makeCurrent()) {
      plain.record(5);
    }

    assertThat(plain.point(1, 2, BOUNDARIES).getExemplars()).isEmpty();
  }

  private void record(double value, String span, TraceFlags flags) {
    try (Scope ignored = span(span, flags).makeCurrent()) {
      buckets.record(value);
    }
  }

  private static Span span(String id, TraceFlags flags) {
    return Span.wrap(
        SpanContext.create("000000000000000000000000000000aa", id, flags, TraceState.getDefault()));
  }

  private String exemplars() {
    return point().getExemplars().stream()
        .map(exemplar -> exemplar.getValue() + " " + exemplar.getSpanContext().getSpanId())
        .collect(Collectors.joining(", "));
  }

  private HistogramPointData point() {
    return buckets.point(1, 2, BOUNDARIES);
  }
}
