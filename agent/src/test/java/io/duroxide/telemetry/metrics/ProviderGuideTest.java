package io.duroxide.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of the provider guide, beside ours. */
final class ProviderGuideTest {

  private static final String ERRORS = "provider.infrastructure_errors";

  private static void call(Fixture fixture, String method, @Nullable String errorKind) {
    fixture.sink.providerCallEnded(
        fixture.sink.providerCallStarted(), method, false, 0, -1, errorKind);
  }

  @Test
  void areOffByDefault() {
    try (Fixture fixture = new Fixture()) {
      call(fixture, "ackWorkItem", "BUSY");
      assertThat(fixture.values(ERRORS)).isEmpty();
      assertThat(fixture.counts("provider.ack_worker_duration_ms")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fetchOrchestrationItem,fetch_orchestration_item",
    "ackOrchestrationItem,ack_orchestration_item",
    "ackWorkItem,ack_worker",
    "enqueueForOrchestrator,enqueue_orchestrator",
    "startInstance,enqueue_orchestrator",
    "signalWithStart,enqueue_orchestrator",
    "fetchWorkItem,dequeue_worker"
  })
  void everyOperationHasItsDuration(String method, String operation) {
    try (Fixture fixture = new Fixture("provider.guide-names", "true")) {
      call(fixture, method, null);
      call(fixture, "readHistory", null);
      assertThat(fixture.counts("provider." + operation + "_duration_ms"))
          .isEqualTo(Map.of("{}", 1L));
      assertThat(fixture.nonZero(ERRORS)).isEmpty();
    }
  }

  @Test
  void durationsAreMilliseconds() {
    try (Fixture fixture = new Fixture("provider.guide-names", "true")) {
      long secondAgo = System.nanoTime() - 1_000_000_000;
      fixture.sink.providerCallStarted();
      fixture.sink.providerCallEnded(secondAgo, "ackWorkItem", false, 0, -1, null);
      assertThat(fixture.values("provider.ack_worker_duration_ms").get("{}"))
          .isBetween(1_000.0, 30_000.0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TIMEOUT,lock_timeout",
    "BUSY,lock_timeout",
    "DEADLOCK,transaction_failed",
    "CONSTRAINT_VIOLATION,transaction_failed",
    "LOCK_LOST,transaction_failed",
    "SERIALIZATION,serialization_error",
    "CONNECTION,unknown",
    "CORRUPTION,unknown",
    "OTHER,unknown"
  })
  void errorsAreThoseOfTheGuide(String kind, String type) {
    try (Fixture fixture = new Fixture("provider.guide-names", "true")) {
      assertThat(fixture.values(ERRORS)).hasSize(16);
      call(fixture, "ackOrchestrationItem", kind);
      assertThat(fixture.nonZero(ERRORS))
          .isEqualTo(Map.of("{error_type=" + type + ", operation=ack_orch}", 1.0));
    }
  }

  @Test
  void onlyRetriesOfTurnsCount() {
    try (Fixture fixture = new Fixture("provider.guide-names", "true")) {
      assertThat(fixture.values("provider.ack_orchestration_retries")).isEqualTo(Map.of("{}", 0.0));
      Turn turn = fixture.turn();
      turn.ackRetries = 2;
      turn.end();
      Attempt attempt = fixture.attempt();
      attempt.ackRetries = 3;
      attempt.end();
      assertThat(fixture.values("provider.ack_orchestration_retries")).isEqualTo(Map.of("{}", 2.0));
    }
  }
}
