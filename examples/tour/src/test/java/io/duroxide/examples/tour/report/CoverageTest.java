package io.duroxide.examples.tour.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.examples.toygres.report.Scrape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CoverageTest {

  private static final Contract CONTRACT =
      new Contract(
          Stream.of(
                  "calls_total | counter | {call} | name status=good,bad |",
                  "wait_seconds | histogram | s | | 1 2",
                  "level | gauge | | state=on,off |",
                  "duroxide_telemetry_errors_total | counter | {error} | |")
              .map(ContractRow::parse)
              .toList());

  private static final List<String> EVERYTHING =
      List.of(
          "calls_total{name=\"a\",status=\"good\"} 3",
          "calls_total{name=\"a\",status=\"bad\"} 1",
          "wait_seconds_bucket{le=\"+Inf\"} 2",
          "wait_seconds_sum 0.5",
          "wait_seconds_count 2",
          "level{state=\"on\"} 0",
          "level{state=\"off\"} 1",
          "duroxide_telemetry_errors_total 0",
          "target_info{service_name=\"x\"} 1");

  private static Coverage of(String... changes) {
    List<String> lines = Stream.concat(EVERYTHING.stream(), Stream.of(changes)).toList();
    return Coverage.of(CONTRACT, Scrape.parse(String.join("\n", lines)).samples());
  }

  private static Coverage without(String part) {
    List<String> lines = EVERYTHING.stream().filter(line -> !line.contains(part)).toList();
    return Coverage.of(CONTRACT, Scrape.parse(String.join("\n", lines)).samples());
  }

  @Test
  void everything_andNothingElse_isComplete() {
    Coverage coverage = of();

    assertThat(coverage.isComplete()).isTrue();
    assertThat(CoverageText.of(coverage)).endsWith("4 of 4 metrics, 4 of 4 label values\n");
  }

  @Test
  void value_notThere_isMissing() {
    assertThat(without("bad").missing()).containsExactly("calls_total status=bad");
    assertThat(CoverageText.of(without("bad"))).contains("1 of 2: good MISSING: bad");
  }

  @Test
  void counterAtZero_notOfTheAgent_didNotHappen() {
    Coverage coverage =
        Coverage.of(
            CONTRACT,
            Scrape.parse(String.join("\n", EVERYTHING).replace("\"bad\"} 1", "\"bad\"} 0"))
                .samples());

    assertThat(coverage.missing()).containsExactly("calls_total status=bad");
  }

  @Test
  void metric_notThere_isMissing() {
    assertThat(without("wait_seconds").missing()).containsExactly("wait_seconds");
    assertThat(without("telemetry").missing()).containsExactly("duroxide_telemetry_errors_total");
  }

  @Test
  void metricLabelOrValue_notInTheContract_isUnlisted() {
    assertThat(of("surprise 1").unlisted()).containsExactly("surprise");
    assertThat(of("level{state=\"broken\"} 1").unlisted())
        .containsExactly("level has state=broken");
    assertThat(of("calls_total{name=\"a\",status=\"good\",id=\"7\"} 1").unlisted())
        .containsExactly("calls_total has label id");
    assertThat(CoverageText.of(of("surprise 1"))).contains("NOT IN THE CONTRACT: surprise\n");
  }
}
