package io.duroxide.benchmarks;

import java.util.Locale;

/**
 * What one variant does of what another does: the median over pairs of runs, for what disturbed
 * both of a pair cancels out.
 *
 * @param low the median is at least this, with a certainty of 95 %
 * @param high the median is at most this, with a certainty of 95 %
 */
record Ratio(double median, double low, double high) {

  /**
   * The interval is that of the sign test: it supposes nothing of the pairs but that one does not
   * depend on the other. Fewer than six pairs cannot be that certain: all of them lie in it.
   *
   * @param sorted one ratio of each pair, at least one
   */
  static Ratio of(double[] sorted) {
    int pairs = sorted.length;
    // Half of the pairs lie below the true median, give or take 1.96 standard deviations.
    int rank = (int) Math.max(0, Math.floor((pairs - 1.96 * Math.sqrt(pairs)) / 2) - 1);
    return new Ratio(Medians.middle(sorted), sorted[rank], sorted[pairs - 1 - rank]);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "x%.3f (%.3f to %.3f)", median, low, high);
  }
}
