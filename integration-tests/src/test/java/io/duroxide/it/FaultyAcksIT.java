package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.FaultyRun;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.MetricSnapshot.Row;
import io.duroxide.it.harness.Series;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contract R1, R2, R4 and R7: acknowledgements that fail, behind providers around providers. */
class FaultyAcksIT {

  private static final String EXECUTIONS = "duroxide_activity_executions_total";
  private static final String PROVIDER_ERRORS = "duroxide_provider_errors_total";
  private static final String PROVIDER_CALLS = "duroxide_provider_operation_duration_seconds";

  private static Instrumented app;
  private static Store store;
  private static MetricSnapshot beforeAnyFault;

  @BeforeAll
  static void run() throws InterruptedException {
    Path directory = Artifacts.freshDirectory("faulty");
    Path database = directory.resolve("store.db");
    Object[] arguments = new Object[FaultyRun.ALL.size() + 1];
    arguments[0] = database;
    System.arraycopy(FaultyRun.ALL.toArray(), 0, arguments, 1, FaultyRun.ALL.size());
    app = Instrumented.start(directory, FaultyRun.class, arguments).awaitLine(FaultyRun.READY);
    app.eventually(seen -> assertThat(seen.sum(EXECUTIONS)).isEqualTo(1));
    beforeAnyFault = app.scrape();
    app.jvm().tell("go");
    app.awaitLine(FaultyRun.DONE);
    store = Store.open(database);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    store.close();
    app.jvm().tell("stop");
    assertThat(app.jvm().awaitExit(Instrumented.LIMIT).code()).isZero();
    app.close();
  }

  /** What the store took but reported as failed is nobody's record: nobody knows it. */
  @Test
  void turns_whoseAcknowledgementFailed_areCountedWhenItSucceedsOnly() {
    double unreported = 1;
    double starts = store.number("SELECT count(*) FROM started");
    double ends = store.number("SELECT count(*) FROM ended");
    double turns = store.number("SELECT sum(turns) FROM executions");
    assertThat(starts).isEqualTo(FaultyRun.ALL.size() + 1);

    app.eventually(
        seen -> {
          assertThat(seen.sum("duroxide_orchestration_starts_total"))
              .as("starts")
              .isEqualTo(starts - unreported);
          assertThat(seen.sum("duroxide_orchestration_completions_total"))
              .as("completions")
              .isEqualTo(ends - unreported);
          assertThat(seen.observations("duroxide_orchestration_duration_seconds"))
              .as("durations")
              .isEqualTo(ends - unreported);
          assertThat(seen.observations("duroxide_orchestration_turn_duration_seconds"))
              .as("turns")
              .isEqualTo(turns - 2 * unreported);
          assertThat(seen.sum("duroxide_orchestration_failures_total")).as("failures").isZero();
        });
  }

  /** R2: one record per attempt. The refused one runs again, the unreported one does not. */
  @Test
  void activity_doneButNotAcknowledged_isOneInfraError() {
    double completed =
        store.number("SELECT count(*) FROM attempts WHERE end_kind = 'ACTIVITY_COMPLETED'");

    app.eventually(
        seen -> {
          assertThat(seen.table(EXECUTIONS))
              .containsExactly(attempts("infra_error", 2), attempts("success", completed - 1));
          assertThat(seen.table("duroxide_activity_errors_total"))
              .containsExactly(
                  new Row(
                      "activity_name=Work error_code=none error_type=infrastructure_error"
                          + " retryable=false",
                      2));
        });
  }

  private static Row attempts(String outcome, double count) {
    return new Row("activity_name=Work outcome=" + outcome + " retry_attempt=0 tag=default", count);
  }

  @Test
  void repeatedAcknowledgements_areRetriesAndNoSecondRecord() {
    app.eventually(
        seen ->
            assertThat(seen.table("duroxide_provider_ack_retries_total"))
                .containsExactly(
                    new Row("operation=ack_orchestration_item", 2),
                    new Row("operation=ack_work_item", 1)));
  }

  /** Two layers and a base, called by the runtime, by two clients and by the application. */
  @Test
  void providerCalls_throughTwoLayers_countOnce() {
    app.eventually(
        seen -> {
          Map<String, Double> expected = callsThatTheOuterLayerSaw();
          expected.merge("instance_info success", (double) FaultyRun.OWN_CALLS, Double::sum);
          assertThat(expected)
              .containsKeys(
                  "ack_orchestration_item error",
                  "ack_orchestration_item success",
                  "ack_work_item error",
                  "start_instance success");

          Map<String, Double> counted = new TreeMap<>();
          seen.of(PROVIDER_CALLS)
              .keySet()
              .forEach(
                  series ->
                      counted.put(
                          series.labels().get("operation") + " " + series.labels().get("status"),
                          seen.observations(PROVIDER_CALLS, series.labels())));
          counted.keySet().removeIf(call -> !expected.containsKey(call));
          assertThat(counted).isEqualTo(expected);
        });
  }

  /** Without those that wait for work: how often they come back empty is nobody's business. */
  private static Map<String, Double> callsThatTheOuterLayerSaw() {
    String line = askForCalls();
    Map<String, Double> calls = new TreeMap<>();
    for (String call : line.substring("CALLS ".length()).split(" ", -1)) {
      String[] parts = call.split("[:=]", -1);
      if (!parts[0].startsWith("fetch") && !parts[0].startsWith("await")) {
        String operation = parts[0].replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        calls.put(operation + " " + parts[1], Double.valueOf(parts[2]));
      }
    }
    return calls;
  }

  private static String askForCalls() {
    List<String> before = answers();
    app.jvm().tell("calls");
    await().atMost(Instrumented.LIMIT).until(() -> answers().size() > before.size());
    return answers().get(before.size());
  }

  private static List<String> answers() {
    return app.jvm().stdout().stream().filter(line -> line.startsWith("CALLS ")).toList();
  }

  @Test
  void rareSeries_beforeTheirFirstEvent_areZero() {
    Map<String, Integer> expected =
        Map.of(
            "duroxide_orchestration_failures_total", 6,
            "duroxide_activity_errors_total", 5);
    expected.forEach(
        (metric, types) -> {
          assertThat(beforeAnyFault.values(metric, "error_type")).as(metric).hasSize(types);
          assertThat(beforeAnyFault.table(metric)).as(metric).isEmpty();
        });
    for (String metric :
        List.of(
            "duroxide_orchestration_poison_total",
            "duroxide_activity_poison_total",
            "duroxide_provider_ack_retries_total",
            "duroxide_provider_sessions_total",
            "duroxide_lock_lost_total",
            "duroxide_client_cancellations_total",
            "duroxide_telemetry_advice_errors_total",
            "duroxide_telemetry_export_failures_total",
            "duroxide_telemetry_dropped_log_records_total",
            "duroxide_telemetry_dropped_label_values_total")) {
      assertThat(beforeAnyFault.of(metric)).as(metric).isNotEmpty();
      assertThat(beforeAnyFault.table(metric)).as(metric).isEmpty();
    }
  }

  @Test
  void providerError_first_movesASeriesThatWasZero() {
    assertThat(beforeAnyFault.values(PROVIDER_ERRORS, "error_type")).hasSize(9);
    Series first =
        Series.of(
            PROVIDER_ERRORS, Map.of("operation", "ack_work_item", "error_type", "connection"));
    assertThat(beforeAnyFault.of(PROVIDER_ERRORS)).containsKey(first);
    assertThat(beforeAnyFault.sum(PROVIDER_ERRORS, first.labels())).isZero();

    // One fault each: shaky, refused and unreported.
    app.eventually(seen -> assertThat(seen.sum(PROVIDER_ERRORS, first.labels())).isEqualTo(3));
  }
}
