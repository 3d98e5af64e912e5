package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.MixedRunResult.Setup;
import io.duroxide.it.apps.MixedRun;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.Series;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole export against the contract: nothing that is not in it, nothing of it missing. */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
class ExportContractIT {

  private static final MetricContract PUSHED = MetricContract.pushed();
  private static final MetricContract SCRAPED = MetricContract.scraped();

  /** Rows whose occasion a mixed run does not have: no loss, no retry, no session, no drop. */
  private static final Set<String> WITHOUT_OCCASION =
      Set.of(
          "duroxide_provider_ack_retries_total",
          "duroxide_provider_sessions_total",
          "duroxide_telemetry_dropped_label_values_total");

  /** The provider guide's names, which have to be asked for. */
  private static final String OPTIONAL = "provider.";

  private final MixedRunResult run;

  ExportContractIT(Setup setup) {
    run = MixedRunResult.of(setup);
  }

  static List<Setup> setups() {
    return Setup.all();
  }

  @Test
  void export_everySeries_isAsTheContractSays() {
    assertThat(SCRAPED.violations(run.scraped())).as("scraped").isEmpty();
    assertThat(PUSHED.violations(run.pushed())).as("pushed").isEmpty();
  }

  @Test
  void export_everyMetricOfTheContract_isThere() {
    Set<String> expected = new TreeSet<>(PUSHED.metrics());
    expected.removeAll(WITHOUT_OCCASION);
    expected.removeIf(metric -> metric.startsWith(OPTIONAL));

    assertThat(run.scraped().metrics()).as("scraped").containsAll(expected);
    assertThat(run.pushed().metrics()).as("pushed").containsAll(expected);
  }

  @Test
  void exports_bothWays_haveTheSameSeries() {
    Set<Series> scraped = duroxide(run.scraped());
    Set<Series> pushed = duroxide(run.pushed());

    assertThat(without(scraped, pushed)).as("scraped only").isEmpty();
    assertThat(without(pushed, scraped)).as("pushed only").isEmpty();
  }

  /** R7: without the 0 before it, the first event of a series never moves increase(). */
  @Test
  void failures_ofEveryStartedName_existFromTheBeginning() {
    Set<String> names = values(run.scraped(), "duroxide_orchestration_starts_total");

    assertThat(values(run.scraped(), "duroxide_orchestration_failures_total")).isEqualTo(names);
    assertThat(values(run.scraped(), "duroxide_orchestration_poison_total")).isEqualTo(names);
  }

  @Test
  void agent_wholeRun_madeNoMistakeAndMissedNothing() {
    MetricSnapshot seen = run.scraped();

    assertThat(seen.table("duroxide_telemetry_advice_errors_total")).isEmpty();
    assertThat(seen.table("duroxide_telemetry_export_failures_total")).isEmpty();
    assertThat(seen.of("duroxide_telemetry_join_points").keySet()).isNotEmpty();
    assertThat(seen.table("duroxide_telemetry_join_points"))
        .allSatisfy(row -> assertThat(row.labels()).contains("state=applied"));
  }

  @Test
  void application_underTheAgent_endsWellAndJvmIsSilent() {
    assertThat(run.exit().code()).isZero();
    assertThat(run.exit().stdout()).containsExactly(MixedRun.DONE);
    assertThat(run.exit().stderr())
        .allSatisfy(line -> assertThat(line).startsWith(FailOpenRun.BANNER));
  }

  private static Set<Series> duroxide(MetricSnapshot snapshot) {
    return snapshot.points().keySet().stream()
        .filter(series -> series.metric().startsWith("duroxide_"))
        .collect(Collectors.toSet());
  }

  private static Set<Series> without(Set<Series> some, Set<Series> others) {
    Set<Series> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private static Set<String> values(MetricSnapshot snapshot, String metric) {
    return snapshot.of(metric).keySet().stream()
        .map(series -> series.labels().getOrDefault("orchestration_name", ""))
        .collect(Collectors.toSet());
  }
}
