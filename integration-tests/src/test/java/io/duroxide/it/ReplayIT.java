package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.it.apps.ReplayRun;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.MetricSnapshot.Row;
import io.duroxide.it.harness.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contract R3 and R8: everything is replayed, and the clock goes back by an hour. */
class ReplayIT {

  private static Instrumented app;
  private static Store store;

  @BeforeAll
  static void run() throws InterruptedException {
    Path directory = Artifacts.freshDirectory("replay");
    Path database = directory.resolve("store.db");
    app = Instrumented.start(directory, ReplayRun.class, database).awaitLine(ReplayRun.DONE);
    store = Store.open(database);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    store.close();
    app.jvm().tell("stop");
    assertThat(app.jvm().awaitExit(Instrumented.LIMIT).code()).isZero();
    app.close();
  }

  private static void holds(String metric, String sql) {
    List<Row> truth = store.rows(sql);
    assertThat(truth).isNotEmpty();
    app.eventually(seen -> assertThat(seen.table(metric)).as(metric).isEqualTo(truth));
  }

  @Test
  void replay_atEveryTurnAndAfterARestart_recordsNothingTwice() {
    holds(
        "duroxide_orchestration_starts_total",
        """
        SELECT name AS orchestration_name, version,
               iif(origin = 'CLIENT', 'client', 'suborchestration') AS initiated_by, count(*)
        FROM started GROUP BY 1, 2, 3
        """);
    holds(
        "duroxide_activity_executions_total",
        """
        SELECT name AS activity_name, 'success' AS outcome, retry_attempt, tag, count(*)
        FROM attempts WHERE end_kind = 'ACTIVITY_COMPLETED' GROUP BY 1, 2, 3, 4
        """);
    holds(
        "duroxide_suborchestration_calls_total",
        """
        SELECT parent_name AS parent_orchestration, name AS child_orchestration,
               status AS outcome, count(*)
        FROM ended WHERE parent_name IS NOT NULL GROUP BY 1, 2, 3
        """);
    app.eventually(
        seen -> {
          assertThat(seen.sum("duroxide_orchestration_completions_total"))
              .isEqualTo(store.number("SELECT count(*) FROM ended"));
          assertThat(seen.observations("duroxide_orchestration_turn_duration_seconds"))
              .isEqualTo(store.number("SELECT sum(turns) FROM executions"));
        });
  }

  @Test
  void systemCalls_ofEveryKind_areNoActivities() {
    assertThat(
            store.number(
                """
                SELECT count(DISTINCT event ->> '$.call') FROM history
                WHERE kind = 'SYSTEM_CALL_RECORDED'
                """))
        .isEqualTo(3);

    MetricSnapshot seen = app.scrape();
    for (String metric : seen.metrics()) {
      if (metric.startsWith("duroxide_activity_")) {
        assertThat(seen.values(metric, "activity_name")).as(metric).containsExactly("Link");
      }
    }
  }

  /** The parent and its child went on under a clock that was behind their start. */
  @Test
  void duration_acrossAClockThatWentBack_countsNoTimeBeforeTheStart() {
    assertThat(
            store.number(
                """
                SELECT count(*) FROM ended JOIN started USING (instance_id, execution_id)
                WHERE ended.at < started.at
                """))
        .isZero();

    app.eventually(
        seen -> {
          assertThat(seen.observations("duroxide_suborchestration_duration_seconds")).isEqualTo(1);
          assertThat(
                  seen.observations(
                      "duroxide_orchestration_duration_seconds",
                      Map.of("orchestration_name", "Rewound")))
              .isEqualTo(1);
          for (String metric :
              List.of(
                  "duroxide_suborchestration_duration_seconds",
                  "duroxide_orchestration_duration_seconds")) {
            assertThat(seen.sumTable(metric))
                .allSatisfy(sum -> assertThat(sum.value()).isBetween(0.0, 600.0));
          }
        });
    assertThat(app.scrape().points().values())
        .filteredOn(Point.Histogram.class::isInstance)
        .allSatisfy(point -> assertThat(((Point.Histogram) point).sum()).isNotNegative());
  }

  /** Whole milliseconds would add up to whole milliseconds. */
  @Test
  void durations_measuredInTheProcess_areNotWholeMilliseconds() {
    MetricSnapshot seen = app.scrape();
    for (String metric :
        List.of(
            "duroxide_orchestration_turn_duration_seconds",
            "duroxide_activity_duration_seconds",
            "duroxide_provider_operation_duration_seconds")) {
      assertThat(seen.sumTable(metric))
          .as(metric)
          .anySatisfy(
              row -> {
                double millis = row.value() * 1e3;
                assertThat(Math.abs(millis - Math.rint(millis))).isGreaterThan(1e-4);
              });
    }
  }
}
