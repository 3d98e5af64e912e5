package io.duroxide.examples.toygres.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsReportTest {

  private static final Scrape NOTHING = new Scrape(List.of());

  @Test
  void answersTheFiveQuestions() throws IOException {
    String text = reportOf(example());
    assertThat(text)
        .containsSubsequence(
            "WHAT IS SLOW",
            "WHAT IS FAILING",
            "WHAT NEEDS SCALING",
            "WHAT NEEDS OPTIMISING",
            "HOW MANY RUN NOW");
  }

  @Test
  void tellsWaitingFromWorking() throws IOException {
    String text = reportOf(example());
    assertThat(cells(text, "create-instance", "80")).contains("80", "1.00 s", "1.80 s");
    assertThat(cells(text, "deploy-postgres", "100.0 %"))
        .contains("100", "4.8 ms", "460 ms", "150 ms", "100.0 %");
  }

  @Test
  void addsCompletionsUpAndLeavesCancellationsOutOfTheRatio() throws IOException {
    String text = reportOf(example());
    assertThat(cells(text, "create-instance", "90.0 %")).contains("81", "9", "2", "90.0 %");
    assertThat(text)
        .contains("create-instance: infrastructure_error, database")
        .contains("deploy-postgres: QUOTA_EXCEEDED, app_error, final")
        .doesNotContain("poison");
  }

  @Test
  void seesThatActivitySlotsAreFullFromTheRateOfTheirActiveTime() throws IOException {
    String text = reportOf(example());
    assertThat(cells(text, "activity ", "200.0")).isEmpty();
    assertThat(cells(text, "activity ", "100.0 %")).contains("2", "2.0", "100.0 %", "20", "5.0");
    assertThat(text)
        .contains("-> activity: slots are full and work waits: add slots or nodes; backlog 4.00 s")
        .contains("-> orchestration: enough slots");
  }

  @Test
  void countsRetriesAndTimeouts() throws IOException {
    String text = reportOf(example());
    assertThat(cells(text, "test-connection", "6.0 %")).contains("100", "6", "6.0 %", "4");
  }

  @Test
  void comparesTheStoreWithTheCounters() throws IOException {
    assertThat(reportOf(example()))
        .contains("in all 38 by the store; by the counters 180 started - 142 ended = 38");
  }

  @Test
  void saysWhichMetricIsMissing() throws IOException {
    assertThat(reportOf(example()))
        .contains("(no duroxide_provider_operation_duration_seconds in this scrape)")
        .contains("(no duroxide_timers_scheduled in this scrape)");
    String empty = MetricsReport.text(new Reading(NOTHING, NOTHING, 1));
    assertThat(empty.lines().filter(line -> line.startsWith("  ")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" in this scrape)"));
  }

  /** Counters stood at 0 eight seconds ago. */
  private static String reportOf(Scrape now) {
    return MetricsReport.text(new Reading(NOTHING, now, 8));
  }

  private static Scrape example() throws IOException {
    try (InputStream text = MetricsReportTest.class.getResourceAsStream("metrics.txt")) {
      assertThat(text).isNotNull();
      return Scrape.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The cells of the rows that begin with the one and contain the other. */
  private static List<String> cells(String report, String begin, String part) {
    return report
        .lines()
        .filter(line -> line.startsWith("  " + begin) && line.contains(part))
        .flatMap(line -> List.of(line.strip().split(" {2,}")).stream())
        .toList();
  }
}
