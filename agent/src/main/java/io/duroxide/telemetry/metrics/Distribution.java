package io.duroxide.telemetry.metrics;

import io.opentelemetry.api.metrics.DoubleHistogram;

/** A histogram of the catalogue. Recording in a known label set allocates nothing. */
final class Distribution {

  private static final double NANOS_PER_SECOND = 1e9;

  private final DoubleHistogram histogram;
  private final LabelSets sets;
  private final boolean enabled;

  Distribution(DoubleHistogram histogram, LabelSets sets, boolean enabled) {
    this.histogram = histogram;
    this.sets = sets;
    this.enabled = enabled;
  }

  static double seconds(long nanos) {
    return Math.max(0, nanos) / NANOS_PER_SECOND;
  }

  void record(double value, int closed) {
    if (enabled) {
      histogram.record(value, sets.of(closed));
    }
  }

  void record(double value, String name, int closed) {
    if (enabled) {
      histogram.record(value, sets.of(name, closed));
    }
  }

  void record(double value, String first, String second, int closed) {
    if (enabled) {
      histogram.record(value, sets.of(first, second, closed));
    }
  }
}
