package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.Category;
import java.util.Arrays;
import java.util.List;

/**
 * One row of the catalogue.
 *
 * @param name the instrument's name, which comes out unchanged everywhere
 * @param unit {@code s} for seconds, else an annotation in braces or empty: any other unit would be
 *     appended to the name on the way
 * @param buckets upper bounds of a histogram, else empty
 */
public record Metric(
    String name,
    Kind kind,
    Category category,
    String unit,
    String description,
    List<Label> labels,
    List<Double> buckets) {

  /** What the value means over time. */
  public enum Kind {
    COUNTER,
    HISTOGRAM,
    GAUGE
  }

  static Metric counter(
      String name, Category category, String unit, String description, Label... labels) {
    return new Metric(name, Kind.COUNTER, category, unit, description, List.of(labels), List.of());
  }

  static Metric gauge(
      String name, Category category, String unit, String description, Label... labels) {
    return new Metric(name, Kind.GAUGE, category, unit, description, List.of(labels), List.of());
  }

  static Metric seconds(
      String name, Category category, String description, List<Double> buckets, Label... labels) {
    return histogram(name, category, "s", description, buckets, labels);
  }

  static Metric histogram(
      String name,
      Category category,
      String unit,
      String description,
      List<Double> buckets,
      Label... labels) {
    return new Metric(name, Kind.HISTOGRAM, category, unit, description, List.of(labels), buckets);
  }

  static List<Double> bounds(double... bounds) {
    return Arrays.stream(bounds).boxed().toList();
  }
}
