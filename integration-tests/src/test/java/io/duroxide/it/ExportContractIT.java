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

  private static final MetricContract SCRAPED = MetricContract.scraped();
  private static final MetricContract PUSHED = MetricContract.pushed();

  /** Rows whose occasion a mixed run does not have: no loss, no retry, no session, no drop. */
  private static final Set<String> WITHOUT_OCCASION =
      Set.of(
          "duroxide_provider_ack_retries_total",
          "duroxide_provider_sessions_total",
          "duroxide_telemetry_dropped_label_values_total");

  /** The provider guide's names, which have to be asked for. */
  private static final String OPTIONAL = "provider";

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
    assertThat(run.scraped().metrics()).as("scraped").containsAll(expected(SCRAPED));
    assertThat(run.pushed().metrics()).as("pushed").containsAll(expected(PUSHED));
  }

  private static Set<String> expected(MetricContract contract) {
    Set<String> expected = new TreeSet<>(contract.metrics());
    expected.removeAll(WITHOUT_OCCASION);
    expected.removeIf(metric -> metric.startsWith(OPTIONAL));
    return expected;
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
    Set<String> names = names("duroxide_orchestration_starts_total");

    assertThat(names("duroxide_orchestration_failures_total")).isEqualTo(names);
    assertThat(names("duroxide_orchestration_poison_total")).isEqualTo(names);
  }

  /** R9: who may see the metrics must not see whom they are about. */
  @Test
  void labels_ofTheWholeExport_holdNoIdPayloadOrMessage() {
    Set<String> secrets = secrets();
    assertThat(secrets)
        .contains("greet-0", "guest 0", "Hello guest 0", "connection reset", "go on");

    for (MetricSnapshot seen : List.of(run.scraped(), run.pushed())) {
      assertThat(seen.points().keySet())
          .allSatisfy(
              series ->
                  assertThat(series.labels().values())
                      .doesNotContainAnyElementsOf(secrets)
                      .allSatisfy(
                          value ->
                              assertThat(secrets)
                                  .filteredOn(secret -> secret.matches(".*[ -].*"))
                                  .noneMatch(value::contains)));
    }
  }

  /** Every id and every text in the histories, but numbers and words that closed labels have. */
  private Set<String> secrets() {
    try (Store store = Store.open(run.database())) {
      return store
          .rows(
              """
              SELECT instance_id AS text, 1 FROM instances
              UNION SELECT trim(event ->> '$.input', '"'), 1 FROM history
              UNION SELECT trim(event ->> '$.output', '"'), 1 FROM history
              UNION SELECT trim(event ->> '$.result', '"'), 1 FROM history
              UNION SELECT trim(event ->> '$.data', '"'), 1 FROM history
              UNION SELECT event ->> '$.error.message', 1 FROM history
              UNION SELECT event ->> '$.reason', 1 FROM history
              """)
          .stream()
          .map(row -> row.labels().substring("text=".length()))
          .filter(text -> !text.matches("null|panic|detached|[0-9]*"))
          .collect(Collectors.toSet());
    }
  }

  /** R10: what OTLP says beside the name; the scrape's names have no room for a second unit. */
  @Test
  void units_overOtlp_areThoseOfTheContract() {
    assertThat(run.units().keySet()).containsAll(run.pushed().metrics());
    run.units()
        .forEach(
            (metric, unit) -> {
              boolean seconds = metric.matches("duroxide_.*_seconds(_total)?");
              if (metric.startsWith("duroxide_")) {
                assertThat(unit).as(metric).matches(seconds ? "s" : "|\\{[a-z]+\\}");
              }
            });
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

  private Set<String> names(String metric) {
    return run.scraped().values(metric, "orchestration_name");
  }
}
