package io.duroxide.examples.toygres.report;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One or several histogram series, added up. Quantiles are estimated as PromQL's {@code
 * histogram_quantile} does: evenly spread within a bucket.
 */
final class Histogram {

  private final NavigableMap<Double, Double> cumulative = new TreeMap<>();
  private double sum;
  private double count;

  void addBucket(double upperBound, double value) {
    cumulative.merge(upperBound, value, Double::sum);
  }

  void addSum(double value) {
    sum += value;
  }

  void addCount(double value) {
    count += value;
  }

  double sum() {
    return sum;
  }

  double count() {
    return count;
  }

  double mean() {
    return count == 0 ? Double.NaN : sum / count;
  }

  /** NaN without observations; infinite if the quantile lies beyond the last finite bound. */
  double quantile(double q) {
    double rank = q * count;
    double lowerBound = 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
      double upTo = bucket.getValue();
      if (upTo >= rank && upTo > 0) {
        double upperBound = bucket.getKey();
        return Double.isInfinite(upperBound)
            ? upperBound
            : lowerBound + (upperBound - lowerBound) * (rank - below) / (upTo - below);
      }
      lowerBound = bucket.getKey();
      below = upTo;
    }
    return Double.NaN;
  }

  /** The largest finite bound; what is beyond it is only known to be larger. */
  double lastBound() {
    Double last = cumulative.lowerKey(Double.POSITIVE_INFINITY);
    return last == null ? Double.NaN : last;
  }
}
