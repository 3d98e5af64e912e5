package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.MixedRunResult.Setup;
import io.duroxide.it.harness.MetricSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract sections 4 and 5: gauges of the shared store, provider calls and client calls. */
@ParameterizedClass(name = "{0}")
@MethodSource("setups")
class StoreGaugeTruthIT {

  private final MixedRunResult run;
  private final Truth truth;

  StoreGaugeTruthIT(Setup setup) {
    run = MixedRunResult.of(setup);
    truth = Truth.of(run);
  }

  static List<Setup> setups() {
    return Setup.all();
  }

  @AfterEach
  void close() {
    truth.close();
  }

  /** Nothing is due at the end of the run, so whatever is open waits. */
  @Test
  void activeInstances_openAtTheEnd_waitUnderBothNames() {
    String open =
        """
        SELECT name AS orchestration_name, 'waiting' AS state, count(*)
        FROM instances WHERE status = 'RUNNING' GROUP BY 1, 2
        """;

    truth.value("duroxide_orchestration_active_instances", open);
    truth.value("duroxide_active_orchestrations", open);
  }

  @Test
  void timers_notYetDue_areScheduledAndNoBacklog() {
    truth.value("duroxide_timers_scheduled", "SELECT count(*) FROM orchestrator_queue");
  }

  @Test
  void queues_allDone_areEmptyButReported() {
    for (MetricSnapshot seen : List.of(run.scraped(), run.pushed())) {
      for (String type : List.of("orchestration", "activity")) {
        assertThat(seen.of("duroxide_worker_queue_depth").keySet())
            .anySatisfy(
                series ->
                    assertThat(series.labels())
                        .isEqualTo(Map.of("worker_type", type, "worker_id", "shared")));
      }
      assertThat(seen.table("duroxide_worker_queue_depth")).isEmpty();
      assertThat(seen.of("duroxide_orchestrator_queue_depth")).hasSize(1);
      assertThat(seen.table("duroxide_orchestrator_queue_depth")).isEmpty();
      assertThat(seen.table("duroxide_worker_queue_oldest_age_seconds")).isEmpty();
    }
  }

  @Test
  void clientStarts_everyCall_isCountedByName() {
    truth.value(
        "duroxide_client_orchestration_starts_total",
        """
        SELECT name AS orchestration_name, count(*)
        FROM started WHERE origin = 'CLIENT' GROUP BY 1
        """);
  }

  /** The event that met changed code is in no history, because that turn wrote its failure only. */
  @Test
  void clientEvents_everyCall_isCountedByName() {
    truth.value(
        "duroxide_client_external_events_raised_total",
        """
        SELECT name AS event_name, count(*)
        FROM (SELECT event ->> '$.name' AS name FROM history WHERE kind = 'EVENT_RAISED'
              UNION ALL
              SELECT 'go' FROM ended WHERE error ->> '$.category' = 'NONDETERMINISM')
        GROUP BY 1
        """);
  }

  /** A cancelled child was cancelled by its parent, not by the client. */
  @Test
  void clientCancellations_everyCall_isCounted() {
    truth.value(
        "duroxide_client_cancellations_total",
        """
        SELECT count(*)
        FROM history JOIN instances USING (instance_id)
        WHERE kind = 'CANCEL_REQUESTED' AND parent_instance IS NULL
        """);
  }

  /** The calls whose number the store knows; the others depend on polling. */
  @Test
  void providerCalls_thatChangeTheStore_areCountedOnceEach() {
    truth.count(
        "duroxide_provider_operation_duration_seconds",
        """
        SELECT 'start_instance' AS operation, 'success' AS status, count(*)
        FROM started WHERE origin = 'CLIENT'
        """,
        row -> row.labels().contains("operation=start_instance "));
  }
}
