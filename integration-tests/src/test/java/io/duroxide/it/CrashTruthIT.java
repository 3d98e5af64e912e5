package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.CrashRun;
import io.duroxide.it.harness.ChildJvm;
import io.duroxide.it.harness.Jdk;
import io.duroxide.it.harness.Jdks;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.PrometheusScrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A killed process loses nothing, repeats nothing, and its successor reports only its own work. */
class CrashTruthIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ACTIVITY_SLOTS = 4;

  static List<Jdk> jdks() {
    return Jdks.underLongTest();
  }

  /** What the store held between the two processes. */
  private record AtTheKill(double startedInstances, double openInstances, double turns) {}

  @ParameterizedTest
  @MethodSource("jdks")
  void process_killedInTheMiddle_successorFinishesAndCountsItsOwnWorkOnly(Jdk jdk)
      throws Exception {
    Path directory = Artifacts.freshDirectory("crash-" + jdk.feature());
    Path database = directory.resolve("store.db");
    Path sideFile = directory.resolve("effects.txt");

    try (ChildJvm first = start(jdk, directory, "start", Artifacts.freePort())) {
      first.awaitLine("EFFECTS 300", LIMIT);
      first.kill9();
    }
    AtTheKill killed = look(database);
    long restart = System.currentTimeMillis();
    List<String> effectsBefore = Files.readAllLines(sideFile);
    int port = Artifacts.freePort();
    try (ChildJvm second = start(jdk, directory, "resume", port)) {
      second.awaitLine(CrashRun.DONE, LIMIT);

      try (Store store = Store.open(database)) {
        assertThat(killed.openInstances()).as("the kill came in the middle").isPositive();
        assertNothingLostOrDoubled(store);
        assertEffects(sideFile);
        assertCountsOwnWorkOnly(
            port,
            store,
            killed,
            restart,
            Files.readAllLines(sideFile).size() - effectsBefore.size());
      }
      second.tell("stop");
      assertThat(second.awaitExit(LIMIT).code()).isZero();
    }
  }

  private static ChildJvm start(Jdk jdk, Path directory, String mode, int port) {
    return Artifacts.application(jdk, directory.resolve(mode + ".log"))
        .agent(Artifacts.agentJar())
        .property("duroxide.telemetry.prometheus.port", port)
        .property("duroxide.telemetry.gauge.poll-interval", "200ms")
        .main(CrashRun.class, directory.resolve("store.db"), directory.resolve("effects.txt"), mode)
        .start();
  }

  private static AtTheKill look(Path database) {
    try (Store store = Store.open(database)) {
      return new AtTheKill(
          store.number("SELECT count(*) FROM instances"),
          store.number("SELECT count(*) FROM instances WHERE status = 'RUNNING'"),
          store.number("SELECT sum(turns) FROM executions"));
    }
  }

  private static void assertNothingLostOrDoubled(Store store) {
    assertThat(store.number("SELECT count(*) FROM instances WHERE status = 'COMPLETED'"))
        .isEqualTo(CrashRun.CHAINS);
    assertThat(
            store.rows(
                """
                SELECT instance_id, count(*) FROM ended
                GROUP BY 1 HAVING count(*) <> 1 OR min(status) <> 'success'
                """))
        .as("instances without exactly one good end")
        .isEmpty();
    assertThat(
            store.rows(
                """
                SELECT instance_id, count(*) FROM attempts WHERE end_kind = 'ACTIVITY_COMPLETED'
                GROUP BY 1 HAVING count(*) <> %d
                """
                    .formatted(CrashRun.LINKS)))
        .as("instances without exactly one completion of each activity")
        .isEmpty();
  }

  /** At least once each; again only what was in the hands of a worker at the kill. */
  private static void assertEffects(Path sideFile) throws IOException {
    List<String> effects =
        Files.readAllLines(sideFile).stream()
            .map(line -> line.substring(0, line.lastIndexOf(' ')))
            .toList();
    Set<String> distinct = new HashSet<>(effects);

    assertThat(distinct).hasSize(CrashRun.CHAINS * CrashRun.LINKS);
    assertThat(effects.size() - distinct.size()).isLessThanOrEqualTo(ACTIVITY_SLOTS);
  }

  private static void assertCountsOwnWorkOnly(
      int port, Store store, AtTheKill killed, long restart, int ownEffects)
      throws InterruptedException {
    Map<String, Double> expected =
        Map.of(
            "starts",
            store.number("SELECT count(*) FROM started WHERE at >= " + restart),
            "completions",
            store.number("SELECT count(*) FROM ended WHERE at >= " + restart),
            "turns",
            store.number("SELECT sum(turns) FROM executions") - killed.turns(),
            "activities",
            (double) ownEffects,
            "active",
            0.0);
    assertThat(expected.get("starts")).isEqualTo(CrashRun.CHAINS - killed.startedInstances());

    // The last commit and its record are two moments.
    await().atMost(LIMIT).untilAsserted(() -> assertThat(counts(port)).isEqualTo(expected));
    assertThat(PrometheusScrape.scrape(port).of("duroxide_active_orchestrations"))
        .as("an emptied label set is reported as 0")
        .isNotEmpty();
  }

  private static Map<String, Double> counts(int port) throws InterruptedException {
    MetricSnapshot seen = PrometheusScrape.scrape(port);
    return Map.of(
        "starts", seen.sum("duroxide_orchestration_starts_total"),
        "completions", seen.sum("duroxide_orchestration_completions_total"),
        "turns", seen.observations("duroxide_orchestration_turn_duration_seconds"),
        "activities", seen.sum("duroxide_activity_executions_total"),
        "active", seen.sum("duroxide_active_orchestrations"));
  }
}
