package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.Metric.Kind;
import io.duroxide.telemetry.status.AgentStatus.DroppedValues;
import io.duroxide.telemetry.status.AgentStatus.LabelUse;
import io.duroxide.telemetry.status.AgentStatus.MetricUse;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes instruments from rows of the catalogue; those of a category that is off do nothing. */
final class Instruments {

  /**
   * Label sets of one metric, whatever names an application makes up. Beside the limits of the
   * single labels, because those multiply.
   */
  private static final int MAX_SETS = 5_000;

  /** Every label set of a histogram is a dozen series or more. */
  private static final int MAX_HISTOGRAM_SETS = 1_000;

  private final Meter meter;
  private final RecordedMetrics recorded;
  private final AgentConfig config;
  private final LabelLimits limits;
  private final DroppedLabels dropped;
  private final List<LabelSets<?>> sets = new CopyOnWriteArrayList<>();

  /**
   * @param meter for what is observed when a reader asks
   * @param recorded for what is recorded as it happens
   */
  Instruments(Meter meter, RecordedMetrics recorded, AgentConfig config) {
    this.meter = meter;
    this.recorded = recorded;
    this.config = config;
    this.limits = new LabelLimits(config.limits());
    // Its own labels come from the catalogue and need no counting.
    LabelSets<Total> own =
        new LabelSets<>(
            AgentRows.DROPPED_LABEL_VALUES, limits, MAX_SETS, (metric, label) -> {}, Total::new);
    this.dropped = new DroppedLabels(counter(AgentRows.DROPPED_LABEL_VALUES, own));
    sets.add(own);
    announceLimits();
  }

  Counter counter(Metric row) {
    return counter(row, sets(row, Total::new));
  }

  private Counter counter(Metric row, LabelSets<Total> sets) {
    return keep(row, new Counter(row, sets, enabled(row)));
  }

  Distribution distribution(Metric row) {
    List<Double> bounds = config.buckets().getOrDefault(row.name(), row.buckets());
    double[] upper = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    return keep(
        row,
        new Distribution(
            row,
            bounds,
            sets(row, labels -> new Buckets(labels, upper, recorded.exemplars())),
            enabled(row)));
  }

  private <R extends RecordedMetric> R keep(Metric row, R metric) {
    if (enabled(row)) {
      recorded.add(metric);
    }
    return metric;
  }

  /** A gauge, or a counter whose total is kept elsewhere. */
  void observe(Metric row, Consumer<Observed> observer) {
    if (!enabled(row)) {
      return;
    }
    LabelSets<Attributes> observed = sets(row, labels -> labels);
    if (row.kind() == Kind.COUNTER) {
      observeCounter(row, observed, observer);
    } else {
      meter
          .gaugeBuilder(row.name())
          .setUnit(row.unit())
          .setDescription(row.description())
          .buildWithCallback(Observed.numbers(observed, observer));
    }
  }

  private void observeCounter(
      Metric row, LabelSets<Attributes> observed, Consumer<Observed> observer) {
    LongCounterBuilder counter =
        meter.counterBuilder(row.name()).setUnit(row.unit()).setDescription(row.description());
    // Only time comes in fractions.
    if (row.unit().equals("s")) {
      counter.ofDoubles().buildWithCallback(Observed.numbers(observed, observer));
    } else {
      counter.buildWithCallback(Observed.wholeNumbers(observed, observer));
    }
  }

  private <C> LabelSets<C> sets(Metric row, Function<Attributes, C> factory) {
    int maxSets = row.kind() == Kind.HISTOGRAM ? MAX_HISTOGRAM_SETS : MAX_SETS;
    LabelSets<C> made = new LabelSets<>(row, limits, maxSets, dropped, factory);
    if (enabled(row)) {
      sets.add(made);
    }
    return made;
  }

  /** How full each metric is. */
  List<MetricUse> metricUse() {
    return sets.stream().map(LabelSets::use).toList();
  }

  /** How full each label is. */
  List<LabelUse> labelUse() {
    return limits.use();
  }

  List<DroppedValues> droppedLabelValues() {
    return dropped.all();
  }

  private boolean enabled(Metric row) {
    return config.categories().contains(row.category());
  }

  private void announceLimits() {
    for (Metric row : MetricCatalogue.all()) {
      List<Label> labels =
          row.category() == AgentRows.JOIN_POINTS.category() ? List.of() : row.labels();
      for (Label label : labels) {
        if (label.isOpen() && enabled(row)) {
          dropped.announce(row.name(), label.key());
        }
      }
    }
  }
}
