package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The complete export of the tour against the contract as data: what is not in it is a failure, and
 * so is what nothing was counted for.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("jdks")
class TourIT {

  private static final MetricContract PUSHED = MetricContract.pushed();
  private static final MetricContract SCRAPED = MetricContract.scraped();

  private static final String ACTIVE = "duroxide_active_orchestrations";

  private final TourResult tour;

  /** Each protocol once is enough, as the names do not depend on both. */
  TourIT(Jdk jdk) {
    tour = TourResult.of(jdk, jdk.equals(Jdks.current()) ? Protocol.HTTP : Protocol.GRPC);
  }

  static List<Jdk> jdks() {
    return Jdks.underTest();
  }

  @Test
  void scraped_wholeExport_isTheContract() {
    assertThat(SCRAPED.violations(tour.scraped())).as("not in the contract").isEmpty();
    assertThat(SCRAPED.missing(tour.scraped())).as("missing").isEmpty();
  }

  @Test
  void pushed_wholeExport_isTheContract() {
    assertThat(PUSHED.violations(tour.pushed())).as("not in the contract").isEmpty();
    assertThat(PUSHED.missing(tour.pushed())).as("missing").isEmpty();
    assertThat(tour.units()).isEqualTo(PUSHED.units());
  }

  @Test
  void agent_itself_madeNoMistakeAndCountedWhatItLost() {
    MetricSnapshot seen = tour.scraped();

    assertThat(seen.table("duroxide_telemetry_advice_errors_total")).isEmpty();
    assertThat(seen.table("duroxide_telemetry_join_points"))
        .singleElement()
        .satisfies(row -> assertThat(row.labels()).contains("state=applied"));
    for (String signal : List.of("metrics", "logs", "traces")) {
      assertThat(seen.sum("duroxide_telemetry_export_failures_total", Map.of("signal", signal)))
          .as(signal)
          .isPositive();
    }
    for (String severity : List.of("error", "warn", "info", "debug")) {
      assertThat(
              seen.sum(
                  "duroxide_telemetry_dropped_log_records_total", Map.of("severity", severity)))
          .as(severity)
          .isPositive();
    }
    for (String label : List.of("event_name", "error_code", "tag")) {
      assertThat(seen.sum("duroxide_telemetry_dropped_label_values_total", Map.of("label", label)))
          .as(label)
          .isPositive();
    }
  }

  @Test
  void instances_inEveryState_areSeenUnderBothNames() {
    MetricSnapshot seen = tour.scraped();

    assertThat(seen.sum(ACTIVE, Map.of("orchestration_name", "busy", "state", "running")))
        .isEqualTo(1);
    assertThat(seen.sum(ACTIVE, Map.of("orchestration_name", "patient", "state", "waiting")))
        .isEqualTo(1);
    assertThat(seen.sum(ACTIVE, Map.of("orchestration_name", "patient", "state", "suspended")))
        .isEqualTo(1);
    assertThat(seen.table("duroxide_orchestration_active_instances")).isEqualTo(seen.table(ACTIVE));
  }

  @Test
  void backlog_nobodyTakes_agesAndWaits() {
    MetricSnapshot seen = tour.scraped();

    for (String type : List.of("orchestration", "activity")) {
      assertThat(
              seen.sum(
                  "duroxide_worker_queue_depth",
                  Map.of("worker_type", type, "worker_id", "shared")))
          .as(type)
          .isPositive();
      assertThat(seen.sum("duroxide_worker_queue_oldest_age_seconds", Map.of("worker_type", type)))
          .as(type)
          .isPositive();
    }
    assertThat(seen.sum("duroxide_orchestrator_queue_depth")).isPositive();
    assertThat(seen.sum("duroxide_timers_scheduled")).isPositive();
  }

  @Test
  void slots_heldByWorkThatDoesNotEnd_areStalled() {
    MetricSnapshot seen = tour.scraped();

    for (String type : List.of("orchestration", "activity")) {
      assertThat(seen.sum("duroxide_worker_stalled_slots", Map.of("worker_type", type)))
          .as(type)
          .isPositive();
    }
  }

  @Test
  void providers_bundledAndTheUsersOwn_areAllSeen() {
    Set<String> providers = new TreeSet<>();
    tour.scraped()
        .of("duroxide_build_info")
        .keySet()
        .forEach(series -> providers.add(series.labels().get("provider")));

    assertThat(providers).containsExactly("memory", "server", "sqlite");
  }

  @Test
  void tour_onThisMachine_isOverInTime() {
    assertThat(tour.took()).isLessThan(Duration.ofSeconds(90));
    assertThat(tour.stderr()).allSatisfy(line -> assertThat(line).startsWith(FailOpenRun.BANNER));
  }
}
