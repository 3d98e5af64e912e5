package io.duroxide.telemetry.metrics;

import java.util.List;
import java.util.stream.Stream;

/** Every metric there is. Instruments are made from these rows and from nothing else. */
public final class MetricCatalogue {

  private static final List<Metric> ALL =
      Stream.of(
              OrchestrationRows.ALL,
              ActivityRows.ALL,
              ProviderRows.ALL,
              ProviderGuideRows.ALL,
              WorkerRows.ALL,
              ClientRows.ALL,
              AgentRows.ALL)
          .flatMap(List::stream)
          .toList();

  private MetricCatalogue() {}

  /** All rows, in the order of the documentation. */
  public static List<Metric> all() {
    return ALL;
  }

  /** Rows that are emitted only if {@code provider.guide-names} is set. */
  static List<Metric> optional() {
    return ProviderGuideRows.ALL;
  }

  /** Names of the histograms, whose buckets can be configured. */
  public static List<String> histograms() {
    return ALL.stream()
        .filter(metric -> metric.kind() == Metric.Kind.HISTOGRAM)
        .map(Metric::name)
        .toList();
  }
}
