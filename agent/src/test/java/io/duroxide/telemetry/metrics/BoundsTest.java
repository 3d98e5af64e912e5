package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.duroxide.telemetry.status.AgentStatus.DroppedValues;
import io.duroxide.telemetry.status.AgentStatus.LabelUse;
import io.duroxide.telemetry.status.AgentStatus.MetricUse;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cardinality and allocation. */
final class BoundsTest {

  private static final String EXECUTIONS = "duroxide_activity_executions_total";
  private static final String DROPPED = "duroxide_telemetry_dropped_label_values_total";

  @Test
  void firstNamesWinAndTheRestIsCounted() {
    try (Fixture fixture = new Fixture("limits.activity-names", "2")) {
      for (String name : new String[] {"A", "B", "C", "A", "D", "C"}) {
        Attempt attempt = fixture.attempt();
        attempt.name = name;
        attempt.end();
      }
      String rest = ", outcome=success, retry_attempt=0, tag=default}";
      assertThat(fixture.values(EXECUTIONS))
          .isEqualTo(
              Map.of(
                  "{activity_name=A" + rest, 2.0,
                  "{activity_name=B" + rest, 1.0,
                  "{activity_name=__other__" + rest, 3.0));
      assertThat(fixture.values(DROPPED))
          .containsEntry("{label=activity_name, metric=" + EXECUTIONS + "}", 3.0)
          .containsEntry("{label=activity_name, metric=duroxide_activity_errors_total}", 0.0);
      MetricsUse use = fixture.sink.use();
      assertThat(use.metrics()).contains(new MetricUse(EXECUTIONS, 3, 5_000));
      assertThat(use.labels()).contains(new LabelUse("activity_name", 2, 2));
      assertThat(use.droppedLabelValues())
          .contains(new DroppedValues(EXECUTIONS, "activity_name", 3));
    }
  }

  /** Operations that are let in are looked up once; those that are not are counted each time. */
  @Test
  void operationsPastTheLimitShareOneSeries() {
    String duration = "duroxide_provider_operation_duration_seconds";
    try (Fixture fixture = new Fixture("limits.label-values", "1")) {
      for (String method : new String[] {"first", "second", "third", "first", "second", "first"}) {
        long start = fixture.sink.providerCallStarted();
        fixture.sink.providerCallEnded(start, method, false, 0, -1, null);
      }
      assertThat(fixture.counts(duration))
          .isEqualTo(
              Map.of(
                  "{operation=first, status=success}", 3L,
                  "{operation=__other__, status=success}", 3L));
      assertThat(fixture.sink.use().droppedLabelValues())
          .contains(new DroppedValues(duration, "operation", 3));
    }
  }

  @Test
  void versionsAreLimitedPerName() {
    try (Fixture fixture = new Fixture("limits.versions", "1")) {
      for (String version : new String[] {"1", "2", "3"}) {
        Turn turn = fixture.turn();
        turn.firstTurn = true;
        turn.version = version;
        turn.end();
        turn = fixture.turn();
        turn.firstTurn = true;
        turn.name = "Other";
        turn.version = version;
        turn.end();
      }
      assertThat(fixture.values("duroxide_orchestration_starts_total").values())
          .containsExactlyInAnyOrder(1.0, 1.0, 2.0, 2.0);
    }
  }

  @Test
  void combinationsOfKnownNamesAreLimitedToo() {
    try (Fixture fixture = new Fixture()) {
      for (int i = 0; i < 500 * 20; i++) {
        Attempt attempt = fixture.attempt();
        attempt.name = "A" + i / 20;
        attempt.tag = "t" + i % 20;
        attempt.end();
      }
      assertThat(fixture.values(EXECUTIONS))
          .hasSize(5_001)
          .containsEntry(
              "{activity_name=__other__, outcome=success, retry_attempt=0, tag=__other__}",
              5_000.0);
      assertThat(fixture.values(DROPPED))
          .containsEntry("{label=activity_name, metric=" + EXECUTIONS + "}", 5_000.0);
    }
  }

  @Test
  void twentyOrchestrationsAndHundredActivitiesStayUnderTenThousandSeries() {
    try (Fixture fixture = new Fixture()) {
      for (int i = 0; i < 20; i++) {
        Turn turn = fixture.turn();
        turn.firstTurn = true;
        turn.name = "Orchestration" + i;
        turn.status = "COMPLETED";
        turn.end();
        turn.failed("APPLICATION", "UNSPECIFIED").end();
      }
      for (int i = 0; i < 100; i++) {
        Attempt attempt = fixture.attempt();
        attempt.name = "Activity" + i;
        attempt.end();
        attempt.failed("APPLICATION").end();
      }
      assertThat(series(fixture)).isBetween(1_000L, 10_000L);
    }
  }

  @Test
  void aHostileApplicationStaysUnderHundredThousandSeries() {
    try (Fixture fixture = new Fixture()) {
      for (int i = 0; i < 100_000; i++) {
        Turn turn = fixture.turn();
        turn.firstTurn = true;
        turn.name = "O" + i % 30_011;
        turn.version = "v" + i;
        turn.parentName = "P" + i;
        turn.failed("APPLICATION", "UNSPECIFIED", "com.hostile.E" + i).end();
        Attempt attempt = fixture.attempt();
        attempt.name = "A" + i % 40_009;
        attempt.tag = "t" + i;
        attempt.errorCode = "c" + i;
        attempt.failed("APPLICATION").end();
        fixture.sink.clientCall(0, "raiseEvent", "i", "e" + i, null);
      }
      assertThat(series(fixture)).isLessThan(100_000);
    }
  }

  @Test
  void theSteadyStateAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (Fixture fixture = new Fixture()) {
      Turn turn = fixture.turn();
      Turn terminal = fixture.turn().failed("APPLICATION", "UNSPECIFIED", "com.shop.Odd");
      terminal.parentName = "Parent";
      Attempt attempt = fixture.attempt().failed("APPLICATION", "java.net.ConnectException");
      attempt.tag = "gpu";
      attempt.errorCode = "E1";
      MetricsSink sink = fixture.sink;
      for (int i = 0; i < 2_000; i++) {
        round(turn, terminal, attempt, sink);
      }
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 2_000; i++) {
        round(turn, terminal, attempt, sink);
      }
      // Reading the counter allocates a little itself.
      assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(2_000);
    }
  }

  private static void round(Turn turn, Turn terminal, Attempt attempt, MetricsSink sink) {
    turn.end();
    terminal.end();
    attempt.end();
    sink.providerCallEnded(sink.providerCallStarted(), "ackOrchestrationItem", false, 0, -1, null);
    sink.providerCallEnded(sink.providerCallStarted(), "fetchWorkItem", true, 0, -1, null);
    sink.clientCall(0, "startOrchestration", "i", "Order", null);
  }

  /** Series as Prometheus counts them. */
  private static long series(Fixture fixture) {
    long series = 0;
    for (MetricData data : fixture.reader.collectAllMetrics()) {
      for (PointData point : data.getData().getPoints()) {
        series +=
            point instanceof HistogramPointData histogram ? histogram.getCounts().size() + 2 : 1;
      }
    }
    return series;
  }
}
