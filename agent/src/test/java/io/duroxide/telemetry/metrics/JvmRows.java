package io.duroxide.telemetry.metrics;

import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What OpenTelemetry's library says about this JVM, as rows of the reference page. */
final class JvmRows {

  private JvmRows() {}

  static String table() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    SdkMeterProvider provider = SdkMeterProvider.builder().registerMetricReader(reader).build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setMeterProvider(provider).build();
    RuntimeTelemetry library = RuntimeTelemetry.create(sdk);
    try {
      System.gc();
      await().until(() -> rows(reader).containsKey("jvm.gc.duration"));
      return "| Metric | Kind | Unit | Labels | Meaning |\n|---|---|---|---|---|\n"
          + String.join("", rows(reader).values());
    } finally {
      library.close();
      sdk.close();
    }
  }

  private static Map<String, String> rows(InMemoryMetricReader reader) {
    Map<String, String> rows = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      rows.put(metric.getName(), row(metric));
    }
    return rows;
  }

  private static String row(MetricData metric) {
    Set<String> labels = new TreeSet<>();
    for (PointData point : metric.getData().getPoints()) {
      for (AttributeKey<?> key : point.getAttributes().asMap().keySet()) {
        labels.add("`" + key.getKey() + "`");
      }
    }
    return String.format(
        "| `%s` | %s | `%s` | %s | %s |%n",
        metric.getName(),
        kind(metric),
        metric.getUnit(),
        labels.isEmpty() ? "-" : labels.stream().collect(Collectors.joining("; ")),
        metric.getDescription());
  }

  private static String kind(MetricData metric) {
    if (metric.getType() == MetricDataType.HISTOGRAM) {
      return "histogram";
    }
    return metric.getData() instanceof SumData<?> sum && sum.isMonotonic() ? "counter" : "gauge";
  }
}
