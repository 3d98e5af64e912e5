package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.telemetry.config.ErrorTable;
import io.duroxide.telemetry.metrics.Metric.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MetricCatalogueTest {

  @Test
  void rowsAreThoseOfTheContract() throws IOException {
    List<String> contract =
        Files.readAllLines(Path.of("../docs/metrics-contract.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    List<String> rows = MetricCatalogue.all().stream().map(MetricCatalogueTest::row).toList();
    assertThat(rows).containsExactlyElementsOf(contract);
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream()
            .map(
                label ->
                    label.key()
                        + (label.values().isEmpty() ? "" : "=" + String.join(",", label.values())))
            .collect(Collectors.joining(" "));
    String buckets =
        metric.buckets().stream()
            .map(bound -> bound.toString().replaceAll("\\.0$", ""))
            .collect(Collectors.joining(" "));
    String kind = metric.kind().name().toLowerCase(Locale.ROOT);
    return String.join(" | ", metric.name(), kind, metric.unit(), labels, buckets).strip();
  }

  static List<Metric> all() {
    return MetricCatalogue.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void unitsSurviveEveryTranslation(Metric metric) {
    boolean seconds =
        metric.name().endsWith("_seconds") || metric.name().endsWith("_seconds_total");
    assertThat(metric.unit()).matches(seconds ? "s" : "|\\{[a-z]+\\}");
    if (!MetricCatalogue.optional().contains(metric)) {
      assertThat(metric.name().endsWith("_total")).isEqualTo(metric.kind() == Kind.COUNTER);
    }
    assertThat(metric.buckets().isEmpty()).isEqualTo(metric.kind() != Kind.HISTOGRAM);
    assertThat(metric.buckets()).isSorted();
    assertThat(metric.description()).endsWith(".");
  }

  @Test
  void errorGroupsAreTheConfigurableCategories() {
    assertThat(Arrays.stream(LabelValues.ErrorGroup.values()).map(LabelValue::text))
        .containsExactlyElementsOf(ErrorTable.CATEGORIES);
  }

  @Test
  void referencePageIsTheCatalogue() throws IOException {
    Path page = Path.of("../docs/metrics.md");
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(page, MetricsPage.text());
    }
    assertThat(Files.readString(page))
        .as("docs/metrics.md; -Ddocs.write=true rewrites it")
        .isEqualTo(MetricsPage.text());
  }
}
