package io.duroxide.it;

import static io.duroxide.it.apps.ManyStores.GUESTS;
import static io.duroxide.it.apps.ManyStores.NAMES;
import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.ManyStores;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.Point;
import io.duroxide.it.harness.PrometheusScrape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever implements the provider interface is covered, wherever it comes from, and counted once.
 */
class ProviderCoverageIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String DURATION = "duroxide_provider_operation_duration_seconds";
  private static final String ACTIVE = "duroxide_active_orchestrations";

  static List<Jdk> jdks() {
    return Jdks.underTest();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void stores_ofAllSorts_areAllCoveredAndCountedOnce(Jdk jdk) throws InterruptedException {
    Path directory = Artifacts.freshDirectory("stores-" + jdk.feature());
    int port = Artifacts.freePort();
    try (ChildJvm child =
        Artifacts.application(jdk, directory.resolve("app.log"))
            .agent(Artifacts.agentJar())
            .property("duroxide.telemetry.prometheus.port", port)
            .property("duroxide.telemetry.gauge.poll-interval", "200ms")
            .main(ManyStores.class, directory.resolve("store.db"))
            .start()) {
      child.awaitLine(ManyStores.READY, LIMIT);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> waiting(PrometheusScrape.scrape(port)) == NAMES.size());

      MetricSnapshot seen = PrometheusScrape.scrape(port);
      assertThat(calls(seen, "start_instance")).isEqualTo(NAMES.size() * (GUESTS + 1));
      assertThat(calls(seen, "ack_work_item")).isEqualTo(NAMES.size() * GUESTS);
      assertThat(seen.sum("duroxide_worker_count", Map.of("worker_type", "activity")))
          .isEqualTo(NAMES.size() * 2);
      assertThat(providers(seen)).containsExactlyInAnyOrderElementsOf(NAMES);
      assertThat(seen.table("duroxide_telemetry_advice_errors_total")).isEmpty();

      child.endInput();
      assertThat(child.awaitExit(LIMIT).code()).isZero();
    }
  }

  private static double waiting(MetricSnapshot seen) {
    return seen.sum(ACTIVE, Map.of("orchestration_name", "Wait", "state", "waiting"));
  }

  private static double calls(MetricSnapshot seen, String operation) {
    return seen.of(DURATION).entrySet().stream()
        .filter(entry -> operation.equals(entry.getKey().labels().get("operation")))
        .mapToDouble(entry -> (double) ((Point.Histogram) entry.getValue()).count())
        .sum();
  }

  private static Set<String> providers(MetricSnapshot seen) {
    return seen.of("duroxide_build_info").keySet().stream()
        .map(series -> series.labels().getOrDefault("provider", ""))
        .collect(Collectors.toSet());
  }
}
