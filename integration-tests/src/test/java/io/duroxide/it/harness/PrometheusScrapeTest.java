package io.duroxide.it.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusScrapeTest {

  @Test
  void counter_severalLabels_readWithItsKind() {
    MetricSnapshot snapshot =
        PrometheusScrape.parse(
            """
            # HELP starts_total Orchestrations started.
            # TYPE starts_total counter
            starts_total{name="A",version="1.0.0"} 3.0
            starts_total{name="B",version="1.0.0"} 4.0 1789000000000
            """);

    assertThat(snapshot.points())
        .containsOnly(
            Map.entry(
                Series.of("starts_total", Map.of("name", "A", "version", "1.0.0")),
                new Point.Scalar(Point.Kind.COUNTER, 3)),
            Map.entry(
                Series.of("starts_total", Map.of("name", "B", "version", "1.0.0")),
                new Point.Scalar(Point.Kind.COUNTER, 4)));
  }

  @Test
  void labelValue_escapesAndBraces_unescaped() {
    MetricSnapshot snapshot =
        PrometheusScrape.parse(
            """
            # TYPE g gauge
            g{name="a \\"quoted\\" \\\\ back\\nline } , = é",other=""} -1.5e-3
            """);

    assertThat(snapshot.points())
        .containsOnly(
            Map.entry(
                Series.of("g", Map.of("name", "a \"quoted\" \\ back\nline } , = é", "other", "")),
                new Point.Scalar(Point.Kind.GAUGE, -0.0015)));
  }

  @Test
  void histogram_itsLines_becomeOnePoint() {
    MetricSnapshot snapshot =
        PrometheusScrape.parse(
            """
            # TYPE d_seconds histogram
            d_seconds_bucket{name="A",le="0.1"} 1
            d_seconds_bucket{name="A",le="1.0"} 3
            d_seconds_bucket{name="A",le="+Inf"} 4
            d_seconds_count{name="A"} 4
            d_seconds_sum{name="A"} 7.25
            """);

    assertThat(snapshot.points())
        .containsOnly(
            Map.entry(
                Series.of("d_seconds", Map.of("name", "A")),
                new Point.Histogram(
                    4,
                    7.25,
                    new java.util.TreeMap<>(
                        Map.of(0.1, 1L, 1.0, 3L, Double.POSITIVE_INFINITY, 4L)))));
  }

  @Test
  void gaugeNamedLikeAHistogramLine_ownType_staysAGauge() {
    MetricSnapshot snapshot =
        PrometheusScrape.parse(
            """
            # TYPE worker_count gauge
            worker_count{worker_type="activity"} 4
            """);

    assertThat(snapshot.sum("worker_count")).isEqualTo(4);
  }

  @Test
  void text_brokenInAnyWay_refused() {
    String type = "# TYPE g gauge\n";

    assertRefused("g 1\n");
    assertRefused(type + "g{a=\"1\"} 1\ng{a=\"1\"} 2\n");
    assertRefused(type + "g{a=\"1\",a=\"2\"} 1\n");
    assertRefused(type + "g{a=\"1} 1\n");
    assertRefused(type + "g{a=\"\\x\"} 1\n");
    assertRefused(type + "g{a=\"1\"}\n");
    assertRefused(type + "g 1 2 3\n");
    assertRefused(type + type);
    assertRefused("# TYPE h histogram\nh_count 1\nh_sum 1\n");
  }

  private static void assertRefused(String text) {
    assertThatIllegalArgumentException().as(text).isThrownBy(() -> PrometheusScrape.parse(text));
  }
}
