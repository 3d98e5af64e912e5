package io.duroxide.telemetry.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The values of one metric at one collection. Values of one label set are added up: names past the
 * limit share one, and so may several stores.
 */
final class Observed {

  private final LabelSets sets;
  private final Map<Attributes, Double> sums = new LinkedHashMap<>();

  private Observed(LabelSets sets) {
    this.sets = sets;
  }

  /** Runs on the thread of a reader: {@code observer} must not block. */
  static Consumer<ObservableDoubleMeasurement> callback(
      LabelSets sets, Consumer<Observed> observer) {
    return measurement -> {
      Observed observed = new Observed(sets);
      observer.accept(observed);
      observed.sums.forEach((labels, sum) -> measurement.record(sum, labels));
    };
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
