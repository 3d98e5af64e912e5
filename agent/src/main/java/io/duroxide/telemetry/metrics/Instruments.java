package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.metrics.Metric.Kind;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.List;
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
  private final Counter dropped;

  Instruments(Meter meter, AgentConfig config) {
    this.meter = meter;
    this.config = config;
    this.limits = new LabelLimits(config.limits());
    // Its own labels come from the catalogue and need no counting.
    LabelSets own =
        new LabelSets(AgentRows.DROPPED_LABEL_VALUES, limits, MAX_SETS, (metric, label) -> {});
    this.dropped = counter(AgentRows.DROPPED_LABEL_VALUES, own);
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
    var callback = Observed.callback(sets(row), observer);
    if (row.kind() == Kind.COUNTER) {
      meter(row)
          .counterBuilder(row.name())
          .ofDoubles()
          .setUnit(row.unit())
          .setDescription(row.description())
          .buildWithCallback(callback);
    } else {
      meter(row)
          .gaugeBuilder(row.name())
          .setUnit(row.unit())
          .setDescription(row.description())
          .buildWithCallback(callback);
    }
  }

  private LabelSets sets(Metric row) {
    int maxSets = row.kind() == Kind.HISTOGRAM ? MAX_HISTOGRAM_SETS : MAX_SETS;
    return new LabelSets(row, limits, maxSets, (metric, label) -> dropped.add(1, metric, label, 0));
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
          dropped.add(0, row.name(), label.key(), 0);
        }
      }
    }
  }
}
