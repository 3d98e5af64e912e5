package io.duroxide.telemetry.export;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives {@code duroxide_build_info} its name back: the exporter takes {@code _info} off the names
 * of gauges, whatever its translation strategy, and only an info metric comes out with it.
 */
final class InfoNames extends PrometheusRegistry {

  private static final String STRIPPED = "duroxide_build";

  private final ExporterState state;

  /**
   * @param state told of every scrape
   */
  InfoNames(ExporterState state) {
    this.state = state;
  }

  @Override
  public MetricSnapshots scrape() {
    return restored(super.scrape());
  }

  @Override
  public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
    return restored(super.scrape(request));
  }

  @Override
  public MetricSnapshots scrape(@Nullable Predicate<String> includedNames) {
    return restored(super.scrape(includedNames));
  }

  @Override
  public MetricSnapshots scrape(
      @Nullable Predicate<String> includedNames, @Nullable PrometheusScrapeRequest request) {
    return restored(super.scrape(includedNames, request));
  }

  private MetricSnapshots restored(MetricSnapshots snapshots) {
    state.succeeded();
    MetricSnapshots.Builder restored = MetricSnapshots.builder();
    for (MetricSnapshot snapshot : snapshots) {
      boolean stripped = snapshot.getMetadata().getName().equals(STRIPPED);
      restored.metricSnapshot(
          stripped && snapshot instanceof GaugeSnapshot gauge ? info(gauge) : snapshot);
    }
    return restored.build();
  }

  private static InfoSnapshot info(GaugeSnapshot gauge) {
    return new InfoSnapshot(
        gauge.getMetadata(),
        gauge.getDataPoints().stream()
            .map(point -> new InfoDataPointSnapshot(point.getLabels()))
            .toList());
  }
}
