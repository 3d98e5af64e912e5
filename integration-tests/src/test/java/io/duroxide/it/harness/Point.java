package io.duroxide.it.harness;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The value of one series at one moment. */
public sealed interface Point {

  enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  Kind kind();

  /** A counter's or gauge's value. */
  record Scalar(Kind kind, double value) implements Point {
    public Scalar {
      if (kind == Kind.HISTOGRAM) {
        throw new IllegalArgumentException("a histogram is no scalar");
      }
    }
  }

  /**
   * @param buckets cumulative counts by upper bound, the last one is positive infinity
   */
  record Histogram(long count, double sum, SortedMap<Double, Long> buckets) implements Point {

    public Histogram {
      buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }

    @Override
    public Kind kind() {
      return Kind.HISTOGRAM;
    }
  }
}
