package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.ManyNames;
import io.duroxide.it.apps.SampledRun;
import io.duroxide.it.harness.MetricSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contract section 6: what the names of a well-behaved application cost, and sampling. */
class BoundsIT {

  private static final String EXECUTIONS = "duroxide_activity_executions_total";
  private static final String DURATION = "duroxide_activity_duration_seconds";
  private static final Map<String, String> SUCCESS = Map.of("outcome", "success");

  @Test
  void twentyOrchestrationsAndHundredActivities_usedInEveryUsualWay_stayUnderTenThousandSeries()
      throws InterruptedException {
    try (Instrumented app =
        Instrumented.start(Artifacts.freshDirectory("names"), ManyNames.class)
            .awaitLine(ManyNames.DONE)) {
      app.eventually(
          seen -> {
            assertThat(seen.values(EXECUTIONS, "activity_name")).hasSize(ManyNames.ACTIVITIES);
            for (String metric :
                new String[] {
                  "duroxide_orchestration_completions_total",
                  "duroxide_orchestration_active_instances",
                  "duroxide_orchestration_continue_as_new_total"
                }) {
              assertThat(seen.values(metric, "orchestration_name"))
                  .as(metric)
                  .hasSize(ManyNames.ORCHESTRATIONS);
            }
          });
      MetricSnapshot seen = app.scrape();
      System.out.println("20 x 100 names: " + seen.size() + " series");
      assertThat(seen.table("duroxide_telemetry_dropped_label_values_total")).isEmpty();
      assertThat(seen.size()).isLessThan(10_000);
    }
  }

  @Test
  void sampling_changesHistogramsOfSuccessesOnly() throws InterruptedException {
    try (Instrumented app =
        Instrumented.start(
                Artifacts.freshDirectory("sampled"),
                command -> command.property("duroxide.telemetry.activity.sample-rate", "0.1"),
                SampledRun.class)
            .awaitLine(SampledRun.DONE)) {
      int all = SampledRun.SUCCESSES + SampledRun.FAILURES;
      app.eventually(
          seen -> {
            assertThat(seen.sum(EXECUTIONS, SUCCESS)).isEqualTo(SampledRun.SUCCESSES);
            assertThat(seen.sum(EXECUTIONS)).isEqualTo(all);
            assertThat(seen.sum("duroxide_activity_errors_total")).isEqualTo(SampledRun.FAILURES);
            assertThat(
                    seen.sum(
                        "duroxide_worker_items_processed_total", Map.of("worker_type", "activity")))
                .isEqualTo(all);
            assertThat(
                    seen.observations(
                        "duroxide_provider_operation_duration_seconds",
                        Map.of("operation", "ack_work_item")))
                .isEqualTo(all);
            assertThat(seen.observations(DURATION, Map.of("outcome", "app_error")))
                .isEqualTo(SampledRun.FAILURES);
          });
      MetricSnapshot seen = app.scrape();
      // Ten standard deviations around a tenth: by chance this fails never.
      assertThat(seen.observations(DURATION, SUCCESS)).isBetween(10.0, 200.0);
      assertThat(seen.observations("duroxide_activity_queue_wait_seconds"))
          .isEqualTo(seen.observations(DURATION));
    }
  }
}
