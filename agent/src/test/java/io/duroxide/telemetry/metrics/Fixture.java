package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink on an in-memory reader, and its values as text. */
final class Fixture implements AutoCloseable {

  final InMemoryMetricReader reader = InMemoryMetricReader.create();
  final List<String> log = new CopyOnWriteArrayList<>();
  final SdkMeterProvider provider;
  final MetricsSink sink;

  /**
   * @param settings short key, value, ...
   */
  Fixture(String... settings) {
    RecordedMetrics recorded = new RecordedMetrics(false);
    provider =
        SdkMeterProvider.builder()
            .registerMetricReader(reader)
            .registerMetricProducer(recorded)
            .registerView(
                InstrumentSelector.builder().setName("*").build(),
                View.builder().setCardinalityLimit(1_000_000).build())
            .build();
    sink =
        new MetricsSink(
            provider.get("test"),
            recorded,
            config(settings),
            "1.2.3",
            () -> List.of(new JoinPointCount("duroxide", JoinPointCount.State.APPLIED, 7)),
            log::add);
  }

  static AgentConfig config(String... settings) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      properties.put("duroxide.telemetry." + settings[i], settings[i + 1]);
    }
    AgentConfig config =
        new ConfigLoader(properties, Map.of(), null, MetricCatalogue.histograms()).load(null);
    if (!config.problems().isEmpty()) {
      throw new IllegalArgumentException(config.problems().toString());
    }
    return config;
  }

  /** Values (of histograms the sums) of one metric by labels, such as {@code {a=1, b=2}}. */
  Map<String, Double> values(String metric) {
    Map<String, Double> values = new TreeMap<>();
    for (MetricData data : reader.collectAllMetrics()) {
      if (data.getName().equals(metric)) {
        for (PointData point : data.getData().getPoints()) {
          values.put(labels(point), value(point));
        }
      }
    }
    return values;
  }

  /** {@link #values} without series that are 0. */
  Map<String, Double> nonZero(String metric) {
    Map<String, Double> values = values(metric);
    values.values().removeIf(value -> value == 0);
    return values;
  }

  /** How often a histogram was recorded, by labels. */
  Map<String, Long> counts(String metric) {
    Map<String, Long> counts = new TreeMap<>();
    for (MetricData data : reader.collectAllMetrics()) {
      if (data.getName().equals(metric)) {
        for (HistogramPointData point : data.getHistogramData().getPoints()) {
          counts.put(labels(point), point.getCount());
        }
      }
    }
    return counts;
  }

  private static String labels(PointData point) {
    Map<String, Object> labels = new TreeMap<>();
    point.getAttributes().forEach((key, value) -> labels.put(key.getKey(), value));
    return labels.toString();
  }

  private static double value(PointData point) {
    if (point instanceof HistogramPointData histogram) {
      return histogram.getSum();
    }
    return point instanceof io.opentelemetry.sdk.metrics.data.LongPointData whole
        ? (double) whole.getValue()
        : ((io.opentelemetry.sdk.metrics.data.DoublePointData) point).getValue();
  }

  Turn turn() {
    return new Turn(sink);
  }

  Attempt attempt() {
    return new Attempt(sink);
  }

  @Override
  public void close() {
    sink.stop();
    provider.close();
  }
}
