package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.duroxide.telemetry.status.AgentStatus.AdviceErrors;
import io.duroxide.telemetry.status.AgentStatus.RuntimeBuild;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Providers, workers, clients and the agent itself. */
final class SinkTest {

  private static final String STALLED = "duroxide_worker_stalled_slots";

  private static final String CALLS = "duroxide_provider_operation_duration_seconds";
  private static final String POLLS = "duroxide_dispatcher_polls_total";
  private static final String PROCESSED = "duroxide_worker_items_processed_total";
  private static final String LOCK_LOST = "duroxide_lock_lost_total";

  private final Fixture fixture = new Fixture();
  private final MetricsSink sink = fixture.sink;

  @AfterEach
  void close() {
    fixture.close();
  }

  private void call(String method, boolean empty, @Nullable String errorKind) {
    sink.providerCallEnded(sink.providerCallStarted(), method, empty, 0, -1, errorKind);
  }

  @Test
  void onlyTheOutermostCallCounts() {
    long outer = sink.providerCallStarted();
    long inner = sink.providerCallStarted();
    assertThat(inner).isZero();
    sink.providerCallEnded(inner, "ackWorkItem", false, 0, -1, "BUSY");
    sink.providerCallEnded(outer, "ackWorkItem", false, 0, -1, null);
    call("ackWorkItem", false, null);
    assertThat(fixture.counts(CALLS))
        .isEqualTo(Map.of("{operation=ack_work_item, status=success}", 2L));
    assertThat(fixture.nonZero("duroxide_provider_errors_total")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(LabelValues.ProviderErrorType.class)
  void errorsByKind(LabelValues.ProviderErrorType type) {
    call("readHistory", false, type.name());
    assertThat(fixture.nonZero("duroxide_provider_errors_total"))
        .isEqualTo(Map.of("{error_type=" + type.text() + ", operation=read_history}", 1.0));
    assertThat(fixture.values("duroxide_provider_errors_total"))
        .hasSize(LabelValues.ProviderErrorType.values().length);
    assertThat(fixture.counts(CALLS))
        .isEqualTo(Map.of("{operation=read_history, status=error}", 1L));
  }

  @Test
  void emptyFetchesAreOnlyPolls() {
    call("fetchWorkItem", true, null);
    call("fetchWorkItem", false, null);
    call("fetchOrchestrationItem", true, "TIMEOUT");
    assertThat(fixture.counts(CALLS))
        .isEqualTo(
            Map.of(
                "{operation=fetch_work_item, status=success}", 1L,
                "{operation=fetch_orchestration_item, status=error}", 1L));
    assertThat(fixture.nonZero(POLLS))
        .isEqualTo(
            Map.of(
                "{result=empty, worker_type=activity}", 1.0,
                "{result=item, worker_type=activity}", 1.0,
                "{result=error, worker_type=orchestration}", 1.0));
  }

  @Test
  void waitingInALongPollIsNotDatabaseTime() {
    long start = sink.providerCallStarted();
    sink.providerCallEnded(start, "fetchWorkItem", false, 60_000_000_000L, 1, null);
    assertThat(fixture.values(CALLS).values()).containsExactly(0.0);
  }

  @Test
  void sessionsAreCountedByRows() {
    assertThat(fixture.values("duroxide_provider_sessions_total"))
        .isEqualTo(Map.of("{operation=renewed}", 0.0, "{operation=cleaned}", 0.0));
    long renewal = sink.providerCallStarted();
    sink.providerCallEnded(renewal, "renewSessionLock", false, 0, 3, null);
    long cleaning = sink.providerCallStarted();
    sink.providerCallEnded(cleaning, "cleanupOrphanedSessions", false, 0, 2, null);
    call("renewSessionLock", false, "TIMEOUT");
    assertThat(fixture.values("duroxide_provider_sessions_total"))
        .isEqualTo(Map.of("{operation=renewed}", 3.0, "{operation=cleaned}", 2.0));
  }

  @ParameterizedTest
  @CsvSource({
    "fetchOrchestrationItem,fetch_orchestration_item",
    "ackWorkItem,ack_work_item",
    "close,close"
  })
  void operationsAreSnakeCase(String method, String operation) {
    assertThat(ProviderMetrics.snakeCase(method)).isEqualTo(operation);
  }

  @Test
  void slotsHoldWhatTheyHaveClaimed() {
    sink.runtimeStarted(new Object(), new Object(), "sqlite", "0.9", 1, 2);
    long running = sink.activityStarted(1);
    assertThat(fixture.values("duroxide_worker_queue_depth"))
        .containsExactly(
            entry("{worker_id=0, worker_type=activity}", 0.0),
            entry("{worker_id=0, worker_type=orchestration}", 0.0),
            entry("{worker_id=1, worker_type=activity}", 1.0));
    sink.activityEnded(
        running,
        1,
        "SUCCEEDED",
        "i",
        1,
        2,
        "A",
        null,
        0,
        1,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        false,
        0);
    assertThat(fixture.nonZero("duroxide_worker_queue_depth")).isEmpty();
    assertThat(fixture.values(PROCESSED))
        .isEqualTo(Map.of("{worker_type=activity}", 1.0, "{worker_type=orchestration}", 0.0));
    assertThat(fixture.nonZero("duroxide_worker_active_time_seconds_total")).hasSize(1);
    assertThat(fixture.values("duroxide_worker_processing_rate")).hasSize(3);
  }

  @Test
  void activeTimeIncludesWhatRuns() {
    sink.turnStarted(0);
    await()
        .untilAsserted(
            () ->
                assertThat(fixture.values("duroxide_worker_active_time_seconds_total").values())
                    .singleElement()
                    .satisfies(seconds -> assertThat(seconds).isGreaterThan(0.025)));
  }

  @Test
  void workThatLostItsLock() {
    Turn turn = fixture.turn();
    turn.disposition = "LOCK_LOST";
    turn.end();
    call("ackOrchestrationItem", false, "LOCK_LOST");
    long running = sink.activityStarted(0);
    sink.activityEnded(
        running,
        0,
        "LOCK_LOST",
        "i",
        1,
        2,
        "A",
        null,
        0,
        1,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        false,
        0);
    // A cancelled activity loses its lock, too, but that is no lost work.
    call("renewWorkItemLock", false, "LOCK_LOST");
    assertThat(fixture.values(LOCK_LOST))
        .isEqualTo(Map.of("{worker_type=activity}", 1.0, "{worker_type=orchestration}", 1.0));
    assertThat(fixture.nonZero(PROCESSED)).isEmpty();
  }

  @Test
  void clientsAreCounted() {
    sink.clientCall(0, "startVersion", "i", "Order", null);
    sink.clientCall(0, "raiseEvent", "i", "Paid", null);
    sink.clientCall(0, "enqueue", "i", "Paid", null);
    sink.clientCall(0, "cancel", "i", null, null);
    sink.clientCall(0, "terminate", "i", null, null);
    sink.clientCall(0, "status", "i", "Order", null);
    sink.clientWait(1_500_000_000, "i", false, null);
    sink.clientWait(500_000_000, "i", true, null);
    assertThat(fixture.values("duroxide_client_orchestration_starts_total"))
        .isEqualTo(Map.of("{orchestration_name=Order}", 1.0));
    assertThat(fixture.values("duroxide_client_external_events_raised_total"))
        .isEqualTo(Map.of("{event_name=Paid}", 2.0));
    assertThat(fixture.values("duroxide_client_cancellations_total")).isEqualTo(Map.of("{}", 2.0));
    assertThat(fixture.values("duroxide_client_wait_duration_seconds"))
        .isEqualTo(Map.of("{outcome=completed}", 1.5, "{outcome=timeout}", 0.5));
  }

  @Test
  void theAgentReportsItself() {
    sink.announceInstrumentation("turn");
    sink.announceInstrumentation("provider");
    sink.adviceFailed("turn", new IllegalStateException());
    sink.exportFailed(Signal.METRICS);
    sink.runtimeStarted(new Object(), new Object(), "sqlite", "0.9", 2, 3);
    assertThat(fixture.values("duroxide_telemetry_advice_errors_total"))
        .isEqualTo(Map.of("{instrumentation=turn}", 1.0, "{instrumentation=provider}", 0.0));
    assertThat(fixture.values("duroxide_telemetry_export_failures_total"))
        .isEqualTo(Map.of("{signal=metrics}", 1.0, "{signal=logs}", 0.0, "{signal=traces}", 0.0));
    sink.logRecordDropped(1);
    sink.logRecordDropped(24);
    assertThat(fixture.values("duroxide_telemetry_dropped_log_records_total"))
        .isEqualTo(
            Map.of(
                "{severity=error}", 1.0,
                "{severity=warn}", 0.0,
                "{severity=info}", 0.0,
                "{severity=debug}", 1.0));
    assertThat(fixture.values("duroxide_telemetry_join_points"))
        .isEqualTo(Map.of("{module=duroxide, state=applied}", 7.0));
    assertThat(fixture.values("duroxide_build_info"))
        .isEqualTo(Map.of("{agent_version=1.2.3, provider=sqlite, version=0.9}", 1.0));
    assertThat(sink.use().adviceErrors()).isEqualTo(java.util.List.of(new AdviceErrors("turn", 1)));
    assertThat(sink.use().runtimes())
        .isEqualTo(java.util.List.of(new RuntimeBuild("0.9", "sqlite")));
    assertThat(fixture.values("duroxide_worker_count"))
        .isEqualTo(Map.of("{worker_type=activity}", 3.0, "{worker_type=orchestration}", 2.0));
  }

  @Test
  void stalledSlots_ofARuntime_areZeroFromItsStart() {
    assertThat(fixture.values(STALLED)).isEmpty();
    sink.runtimeStarted(new Object(), new Object(), "sqlite", "0.9", 2, 3);
    assertThat(fixture.values(STALLED))
        .isEqualTo(Map.of("{worker_type=activity}", 0.0, "{worker_type=orchestration}", 0.0));
  }

  @Test
  void stalledSlots_ofSeveralRuntimes_areAddedUpUntilTheyAreFree() {
    Object first = new Object();
    Object second = new Object();
    sink.slotsStalled(first, 0, 0);
    assertThat(fixture.values(STALLED)).hasSize(2);
    sink.slotsStalled(first, 2, 1);
    sink.slotsStalled(second, 1, 0);
    sink.slotsStalled(first, 1, 1);
    assertThat(fixture.values(STALLED))
        .isEqualTo(Map.of("{worker_type=activity}", 1.0, "{worker_type=orchestration}", 2.0));
    sink.slotsStalled(first, 0, 0);
    sink.slotsStalled(second, 0, 0);
    assertThat(fixture.nonZero(STALLED)).isEmpty();
  }

  @Test
  void aTurnThatThrewIsNeitherHeldNorCounted() {
    Turn turn = fixture.turn();
    turn.disposition = null;
    turn.end();
    assertThat(fixture.nonZero("duroxide_worker_queue_depth")).isEmpty();
    assertThat(fixture.nonZero(PROCESSED)).isEmpty();
  }
}
