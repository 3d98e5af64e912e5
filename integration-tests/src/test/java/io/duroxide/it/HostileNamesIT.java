package io.duroxide.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.it.apps.HostileRun;
import io.duroxide.it.harness.MetricSnapshot;
import io.duroxide.it.harness.OtlpReceiver;
import io.duroxide.it.harness.OtlpReceiver.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contract section 6: an application that makes up a million names, not all of them polite. */
class HostileNamesIT {

  private static final String STARTS = "duroxide_orchestration_starts_total";
  private static final String EXECUTIONS = "duroxide_activity_executions_total";
  private static final String ACTIVE = "duroxide_orchestration_active_instances";
  private static final String DROPPED = "duroxide_telemetry_dropped_label_values_total";
  private static final String OTHER = "__other__";
  private static final long MEBIBYTE = 1 << 20;

  /** The real names run once each, the last one when all limits are reached. */
  private static final double REAL = HostileRun.EARLY_NAMES + 1;

  private static OtlpReceiver receiver;
  private static Instrumented app;
  private static long heapBefore;
  private static long heapAfter;
  private static MetricSnapshot scraped;
  private static MetricSnapshot pushed;

  @BeforeAll
  static void run() throws InterruptedException {
    receiver = OtlpReceiver.start(Protocol.HTTP);
    app =
        Instrumented.start(
                Artifacts.freshDirectory("hostile"),
                command ->
                    command
                        .jvmArgument("-XX:+UseSerialGC")
                        .property("org.slf4j.simpleLogger.defaultLogLevel", "off")
                        .property("duroxide.telemetry.gauge.poll-interval", "2s")
                        .property("duroxide.telemetry.otlp.endpoint", receiver.url())
                        .property("duroxide.telemetry.otlp.timeout", "60s")
                        .property("duroxide.telemetry.logs.enabled", false)
                        .property("duroxide.telemetry.export.interval", "2s"),
                HostileRun.class)
            .awaitLine(HostileRun.UP);
    awaitPush();
    app.scrape();
    heapBefore = usedHeap(0);
    app.jvm().tell("flood");
    app.awaitLine(HostileRun.DONE);
    app.eventually(seen -> assertThat(seen.sum(ACTIVE)).isEqualTo(HostileRun.OPEN_NAMES));
    awaitPush();
    scraped = app.scrape();
    pushed = receiver.metrics();
    heapAfter = usedHeap(1);
    System.out.printf(
        "a million names: %d series, heap %d -> %d KB%n",
        scraped.size(), heapBefore >> 10, heapAfter >> 10);
  }

  private static void awaitPush() {
    int before = receiver.requests();
    // The first one may have been collected before; the second was not.
    await().atMost(Instrumented.LIMIT).until(() -> receiver.requests() >= before + 2);
  }

  private static long usedHeap(int answersBefore) {
    app.jvm().tell("heap");
    await().atMost(Instrumented.LIMIT).until(() -> heapAnswers().size() > answersBefore);
    return Long.parseLong(heapAnswers().get(answersBefore).substring(HostileRun.HEAP.length()));
  }

  private static List<String> heapAnswers() {
    return app.jvm().stdout().stream().filter(line -> line.startsWith(HostileRun.HEAP)).toList();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    app.jvm().tell("stop");
    assertThat(app.jvm().awaitExit(Instrumented.LIMIT).code()).isZero();
    app.close();
    receiver.close();
  }

  @Test
  void totals_overAllLabels_areExact() {
    for (MetricSnapshot seen : List.of(scraped, pushed)) {
      Map<String, Double> expected =
          Map.of(
              STARTS,
              HostileRun.NAMES + REAL,
              "duroxide_orchestration_completions_total",
              HostileRun.NAMES + REAL,
              "duroxide_orchestration_failures_total",
              (double) HostileRun.NAMES,
              "duroxide_orchestration_poison_total",
              (double) HostileRun.NAMES,
              "duroxide_suborchestration_calls_total",
              (double) HostileRun.NAMES,
              EXECUTIONS,
              HostileRun.NAMES + REAL,
              "duroxide_activity_errors_total",
              (double) HostileRun.NAMES,
              "duroxide_client_orchestration_starts_total",
              HostileRun.NAMES + REAL,
              "duroxide_client_external_events_raised_total",
              (double) HostileRun.NAMES,
              ACTIVE,
              (double) HostileRun.OPEN_NAMES);

      expected.forEach((metric, total) -> assertThat(seen.sum(metric)).as(metric).isEqualTo(total));
      assertThat(seen.observations("duroxide_orchestration_turns"))
          .isEqualTo(HostileRun.NAMES + REAL);
    }
  }

  @Test
  void names_earlyOnesVisible_lateOnesFolded() {
    for (int i = 0; i < HostileRun.EARLY_NAMES; i++) {
      assertThat(scraped.sum(STARTS, Map.of("orchestration_name", "Early" + i))).isEqualTo(1);
      assertThat(scraped.sum(EXECUTIONS, Map.of("activity_name", "Early" + i))).isEqualTo(1);
    }
    for (String metric : List.of(STARTS, EXECUTIONS)) {
      String label = metric.equals(STARTS) ? "orchestration_name" : "activity_name";
      assertThat(scraped.values(metric, label)).contains(OTHER).doesNotContain("Late");
    }
    assertThat(scraped.sum(EXECUTIONS, Map.of("activity_name", OTHER)))
        .isGreaterThan(HostileRun.NAMES / 2.0);
  }

  @Test
  void values_ofEachLabel_areNoMoreThanTheLimits() {
    Map<String, Integer> limits =
        Map.of(
            "activity_name", 500,
            "orchestration_name", 100,
            "parent_orchestration", 100,
            "child_orchestration", 100,
            "tag", 20,
            "error_code", 50,
            "event_name", 50);
    for (String metric : scraped.metrics()) {
      limits.forEach(
          (label, limit) -> {
            Set<String> values = scraped.values(metric, label);
            values.remove(OTHER);
            assertThat(values).as(metric + " " + label).hasSizeLessThanOrEqualTo(limit);
          });
    }
    for (String label : limits.keySet()) {
      assertThat(scraped.sum(DROPPED, Map.of("label", label))).as(label).isPositive();
    }
  }

  @Test
  void series_inAll_stayUnderHundredThousand() {
    assertThat(scraped.size()).isLessThan(100_000);
  }

  @Test
  void heap_afterTheFlood_grewByLessThan32MiB() {
    assertThat(heapAfter - heapBefore).isLessThan(32 * MEBIBYTE);
  }

  /** The scrape was read strictly; beside that, every value arrives as what it is. */
  @Test
  void values_withEveryKindOfCharacter_arriveBothWays() {
    Set<String> names = scraped.values(EXECUTIONS, "activity_name");

    assertThat(names)
        .contains(
            "Activity\"quoted\"1",
            "Activity\nline2\r\n",
            "Activity\uFFFD3",
            "Activity\uD83D\uDE004",
            "Activity\uFFFD5",
            "Activity\uFFFD6",
            "Activity\\8\\",
            "Activity{a=\"b\"} 1\n# HELP 9")
        .anySatisfy(name -> assertThat(name).startsWith("Activity7xxx").hasSize(256));
    assertThat(pushed.values(EXECUTIONS, "activity_name")).isEqualTo(names);
  }

  @Test
  void agent_underTheFlood_madeNoMistake() {
    assertThat(scraped.table("duroxide_telemetry_advice_errors_total")).isEmpty();
    assertThat(scraped.table("duroxide_telemetry_export_failures_total")).isEmpty();
    assertThat(MetricContract.scraped().violations(scraped)).isEmpty();
  }
}
