package io.duroxide.telemetry.metrics;

import org.jspecify.annotations.Nullable;

/** One call of {@code activityEnded}, with what the test cares about. */
final class Attempt {
  private final MetricsSink sink;
  @Nullable String result = "SUCCEEDED";
  String name = "Charge";
  @Nullable String tag;
  int attempt;
  long queueWaitNanos = 2_000_000;
  long handlerNanos = 250_000;
  @Nullable String errorCategory;
  String @Nullable [] errorClasses;
  @Nullable String errorCode;
  boolean retryable;
  int ackRetries;

  Attempt(MetricsSink sink) {
    this.sink = sink;
  }

  Attempt failed(String category, String... classes) {
    result = "FAILED";
    errorCategory = category;
    errorClasses = classes;
    return this;
  }

  void end() {
    long start = sink.activityStarted(0);
    sink.activityEnded(
        start,
        0,
        result,
        "instance-1",
        1,
        2,
        name,
        tag,
        attempt,
        1,
        queueWaitNanos,
        handlerNanos,
        errorCategory,
        "UNSPECIFIED",
        errorClasses,
        errorCode,
        null,
        retryable,
        ackRetries);
  }
}
