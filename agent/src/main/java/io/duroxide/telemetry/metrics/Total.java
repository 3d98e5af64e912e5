package io.duroxide.telemetry.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import java.util.concurrent.atomic.LongAdder;

/** The total of a counter in one label set. */
final class Total {

  private final Attributes labels;
  private final LongAdder sum = new LongAdder();

  Total(Attributes labels) {
    this.labels = labels;
  }

  void add(long amount) {
    sum.add(amount);
  }

  LongPointData point(long startEpochNanos, long epochNanos) {
    return LongPointData.create(startEpochNanos, epochNanos, labels, sum.sum());
  }
}
