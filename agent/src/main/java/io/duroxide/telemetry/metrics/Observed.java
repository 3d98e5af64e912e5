package io.duroxide.telemetry.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The values of one metric at one collection. Values of one label set are added up: names past the
 * limit share one, and so may several stores.
 */
final class Observed {

  private final LabelSets<Attributes> sets;
  private final Map<Attributes, Double> sums = new LinkedHashMap<>();

  private Observed(LabelSets<Attributes> sets) {
    this.sets = sets;
  }

  /** Runs on the thread of a reader: {@code observer} must not block. */
  static Consumer<ObservableDoubleMeasurement> numbers(
      LabelSets<Attributes> sets, Consumer<Observed> observer) {
    return measurement -> sums(sets, observer).forEach((at, sum) -> measurement.record(sum, at));
  }

  /** As {@link #numbers}, of things that are counted: exact up to 2^53. */
  static Consumer<ObservableLongMeasurement> wholeNumbers(
      LabelSets<Attributes> sets, Consumer<Observed> observer) {
    return measurement ->
        sums(sets, observer).forEach((at, sum) -> measurement.record(sum.longValue(), at));
  }

  private static Map<Attributes, Double> sums(
      LabelSets<Attributes> sets, Consumer<Observed> observer) {
    Observed observed = new Observed(sets);
    observer.accept(observed);
    return observed.sums;
  }

  void count(long count, int closed) {
    add((double) count, sets.of(closed));
  }

  void count(long count, String name, int closed) {
    add((double) count, sets.of(name, closed));
  }

  void value(double value, int closed) {
    add(value, sets.of(closed));
  }

  void value(double value, String name, int closed) {
    add(value, sets.of(name, closed));
  }

  void value(double value, String first, String second, String third) {
    add(value, sets.of(first, second, third));
  }

  private void add(double value, Attributes labels) {
    sums.merge(labels, value, Double::sum);
  }
}
