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
}
