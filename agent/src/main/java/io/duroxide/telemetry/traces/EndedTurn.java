package io.duroxide.telemetry.traces;

import org.jspecify.annotations.Nullable;

/**
 * A turn that is over, with its place; as {@code TelemetrySink.turnEnded} tells it.
 *
 * @param errorType as the metrics have it; null if the execution has not failed
 * @param errorClass outermost exception class; null if there was none
 * @param errorMessage null unless messages may be seen
 * @param beganNanos since the epoch
 * @param endedNanos since the epoch
 */
record EndedTurn(
    String instance,
    long executionId,
    String disposition,
    String name,
    String version,
    @Nullable String parentInstance,
    long parentExecutionId,
    boolean firstTurn,
    int turns,
    long historySize,
    long executionStartedAt,
    String status,
    boolean poisoned,
    @Nullable String errorType,
    @Nullable String errorClass,
    @Nullable String errorMessage,
    long beganNanos,
    long endedNanos) {

  boolean committed() {
    return disposition.equals("COMMITTED");
  }

  boolean endsExecution() {
    return committed() && !status.equals("RUNNING");
  }
}
