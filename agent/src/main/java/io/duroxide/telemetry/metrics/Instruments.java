package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.Metric.Kind;
import io.duroxide.telemetry.status.AgentStatus.DroppedValues;
import io.duroxide.telemetry.status.AgentStatus.LabelUse;
import io.duroxide.telemetry.status.AgentStatus.MetricUse;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

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
  private final Meter off = MeterProvider.noop().get("off");
  private final AgentConfig config;
  private final LabelLimits limits;
  private final DroppedLabels dropped;
  private final List<LabelSets> sets = new CopyOnWriteArrayList<>();

  Instruments(Meter meter, AgentConfig config) {
    this.meter = meter;
    this.config = config;
    this.limits = new LabelLimits(config.limits());
    // Its own labels come from the catalogue and need no counting.
    LabelSets own =
        new LabelSets(AgentRows.DROPPED_LABEL_VALUES, limits, MAX_SETS, (metric, label) -> {});
    this.dropped = new DroppedLabels(counter(AgentRows.DROPPED_LABEL_VALUES, own));
    sets.add(own);
    announceLimits();
  }

  Counter counter(Metric row) {
    return counter(row, sets(row));
  }

  private Counter counter(Metric row, LabelSets sets) {
    return new Counter(
        meter(row)
            .counterBuilder(row.name())
            .setUnit(row.unit())
            .setDescription(row.description())
            .build(),
        sets,
        enabled(row));
  }

  Distribution distribution(Metric row) {
    DoubleHistogramBuilder histogram =
        meter(row)
            .histogramBuilder(row.name())
            .setUnit(row.unit())
            .setDescription(row.description())
            .setExplicitBucketBoundariesAdvice(
                config.buckets().getOrDefault(row.name(), row.buckets()));
    return new Distribution(histogram.build(), sets(row), enabled(row));
  }

  /** A gauge, or a counter whose total is kept elsewhere. */
  void observe(Metric row, Consumer<Observed> observer) {
    LabelSets observed = sets(row);
    if (row.kind() == Kind.COUNTER) {
      observeCounter(row, observed, observer);
    } else {
      meter(row)
          .gaugeBuilder(row.name())
          .setUnit(row.unit())
          .setDescription(row.description())
          .buildWithCallback(Observed.numbers(observed, observer));
    }
  }

  private void observeCounter(Metric row, LabelSets observed, Consumer<Observed> observer) {
    LongCounterBuilder counter =
        meter(row).counterBuilder(row.name()).setUnit(row.unit()).setDescription(row.description());
    // Only time comes in fractions.
    if (row.unit().equals("s")) {
      counter.ofDoubles().buildWithCallback(Observed.numbers(observed, observer));
    } else {
      counter.buildWithCallback(Observed.wholeNumbers(observed, observer));
    }
  }

  private LabelSets sets(Metric row) {
    int maxSets = row.kind() == Kind.HISTOGRAM ? MAX_HISTOGRAM_SETS : MAX_SETS;
    LabelSets made = new LabelSets(row, limits, maxSets, dropped);
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

  private Meter meter(Metric row) {
    return enabled(row) ? meter : off;
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
