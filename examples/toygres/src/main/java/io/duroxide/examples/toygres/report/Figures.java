package io.duroxide.examples.toygres.report;

import java.util.Locale;

/** How numbers look. */
final class Figures {

  private static final String NONE = "-";

  private Figures() {}

  static String count(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%,.0f", value);
  }

  static String decimal(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%,.1f", value);
  }

  static String percent(double part, double whole) {
    return whole == 0 ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
  }

  static String seconds(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    return value < 1
        ? String.format(Locale.ROOT, value < 0.01 ? "%.1f ms" : "%.0f ms", value * 1000)
        : String.format(Locale.ROOT, value < 100 ? "%.2f s" : "%.0f s", value);
  }

  static String p95Seconds(Histogram histogram) {
    double p95 = histogram.quantile(0.95);
    return Double.isInfinite(p95) ? "> " + seconds(histogram.lastBound()) : seconds(p95);
  }

  static String p95(Histogram histogram) {
    double p95 = histogram.quantile(0.95);
    return Double.isInfinite(p95) ? "> " + count(histogram.lastBound()) : decimal(p95);
  }

  /** The registered name without its path. */
  static String shortName(String name) {
    return name.substring(name.lastIndexOf(':') + 1);
  }
}
