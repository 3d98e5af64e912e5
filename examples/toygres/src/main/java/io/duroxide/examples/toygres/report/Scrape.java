package io.duroxide.examples.toygres.report;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** All series of an endpoint at one moment. */
public final class Scrape {

  static final Predicate<Sample> ANY = sample -> true;

  private final List<Sample> samples;
  private final Set<String> names = new HashSet<>();

  Scrape(List<Sample> samples) {
    this.samples = List.copyOf(samples);
    samples.forEach(sample -> names.add(sample.name()));
  }

  public static Scrape parse(String exposition) {
    return new Scrape(ExpositionLine.parseAll(exposition));
  }

  /** Every series with its value, in the order of the exposition; immutable. */
  public List<Sample> samples() {
    return samples;
  }

  static Predicate<Sample> where(String label, String value) {
    return sample -> sample.label(label).equals(value);
  }

  static Predicate<Sample> whereNot(String label, String value) {
    return where(label, value).negate();
  }

  /** Whether there is a series of this metric, histogram or not. */
  boolean has(String metric) {
    return names.contains(metric) || names.contains(metric + "_count");
  }

  boolean hasPrefix(String prefix) {
    return names.stream().anyMatch(name -> name.startsWith(prefix));
  }

  double sum(String metric, Predicate<Sample> filter) {
    return samples.stream()
        .filter(sample -> sample.name().equals(metric))
        .filter(filter)
        .mapToDouble(Sample::value)
        .sum();
  }

  double max(String metric, Predicate<Sample> filter) {
    return samples.stream()
        .filter(sample -> sample.name().equals(metric))
        .filter(filter)
        .mapToDouble(Sample::value)
        .max()
        .orElse(Double.NaN);
  }

  /** Sums by a key made of the series' labels. */
  <K extends Comparable<? super K>> Map<K, Double> sumBy(String metric, Function<Sample, K> key) {
    Map<K, Double> sums = new TreeMap<>();
    for (Sample sample : samples) {
      if (sample.name().equals(metric)) {
        sums.merge(key.apply(sample), sample.value(), Double::sum);
      }
    }
    return sums;
  }

  Histogram histogram(String metric, Predicate<Sample> filter) {
    return histogramsBy(metric, sample -> filter.test(sample) ? "in" : "out")
        .getOrDefault("in", new Histogram());
  }

  /** Histograms added up by a label. */
  Map<String, Histogram> histogramsBy(String metric, String label) {
    return histogramsBy(metric, sample -> sample.label(label));
  }

  private Map<String, Histogram> histogramsBy(String metric, Function<Sample, String> key) {
    Map<String, Histogram> histograms = new TreeMap<>();
    for (Sample sample : samples) {
      if (!sample.name().startsWith(metric)) {
        continue;
      }
      String part = sample.name().substring(metric.length());
      if (!part.equals("_bucket") && !part.equals("_sum") && !part.equals("_count")) {
        continue;
      }
      Histogram histogram =
          histograms.computeIfAbsent(key.apply(sample), unused -> new Histogram());
      switch (part) {
        case "_bucket" -> histogram.addBucket(bound(sample), sample.value());
        case "_sum" -> histogram.addSum(sample.value());
        default -> histogram.addCount(sample.value());
      }
    }
    return histograms;
  }

  private static double bound(Sample bucket) {
    String le = bucket.label("le");
    return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
  }
}
