package io.duroxide.telemetry.export;

import io.duroxide.telemetry.status.AgentStatus.Exporter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What became of the last attempts of one exporter. Safe for use by many threads. */
final class ExporterState {

  private final String name;
  private final String target;
  private final String detail;
  private long successes;
  private long failures;
  private @Nullable Instant lastSuccess;
  private @Nullable Instant lastFailure;
  private @Nullable String lastError;

  /**
   * @param detail why it is on
   */
  ExporterState(String name, String target, String detail) {
    this.name = name;
    this.target = target;
    this.detail = detail;
  }

  /** One that does not run. */
  static Exporter off(String name, String target, String reason) {
    return new Exporter(name, "off", target, reason, 0, 0, null, null, null);
  }

  synchronized void succeeded() {
    successes++;
    lastSuccess = Instant.now();
  }

  /**
   * @param error free of secrets
   */
  synchronized void failed(String error) {
    failures++;
    lastFailure = Instant.now();
    lastError = error;
  }

  synchronized Exporter now() {
    return new Exporter(
        name,
        state(),
        target,
        detail,
        successes,
        failures,
        text(lastSuccess),
        text(lastFailure),
        lastError);
  }

  private String state() {
    if (lastFailure == null) {
      return lastSuccess == null ? "idle" : "ok";
    }
    return lastSuccess != null && lastSuccess.isAfter(lastFailure) ? "ok" : "failing";
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
