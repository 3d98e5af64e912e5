package io.duroxide.telemetry.metrics;

import org.jspecify.annotations.Nullable;

/** One call of {@code turnEnded}, with what the test cares about. */
final class Turn {
  private final MetricsSink sink;
  @Nullable String disposition = "COMMITTED";
  long executionId = 1;
  String name = "Order";
  String version = "1.0.0";
  String origin = "CLIENT";
  @Nullable String parentName;
  boolean firstTurn;
  int turns = 3;
  long historySize = 12;
  long startedAt = 10_000;
  long endedAt = 12_500;
  String status = "RUNNING";
  @Nullable String errorCategory;
  @Nullable String errorReason;
  String @Nullable [] errorClasses;
  boolean poisoned;
  int ackRetries;

  Turn(MetricsSink sink) {
    this.sink = sink;
  }

  Turn failed(String category, String reason, String... classes) {
    status = "FAILED";
    errorCategory = category;
    errorReason = reason;
    errorClasses = classes;
    return this;
  }

  void end() {
    long start = sink.turnStarted(0);
    sink.turnEnded(
        start,
        0,
        disposition,
        "instance-1",
        executionId,
        name,
        version,
        origin,
        parentName,
        parentName == null ? null : "parent-1",
        parentName == null ? 0 : 1,
        firstTurn,
        turns,
        historySize,
        startedAt,
        startedAt,
        endedAt,
        status,
        errorCategory,
        errorReason,
        errorClasses,
        null,
        poisoned,
        ackRetries);
  }
}
