package io.duroxide.telemetry.traces;

import org.jspecify.annotations.Nullable;

/**
 * A delivery of an attempt of an activity that is over, as {@code TelemetrySink.activityEnded}
 * tells it.
 *
 * @param outcome as the metrics have it
 * @param errorClass outermost exception class; null if there was none
 * @param errorMessage null unless messages may be seen
 * @param handlerNanos 0 if the handler was never called
 * @param beganNanos since the epoch
 * @param endedNanos since the epoch
 */
record EndedAttempt(
    String instance,
    long executionId,
    long scheduledId,
    String result,
    String outcome,
    String name,
    @Nullable String tag,
    int attempt,
    int deliveries,
    long queueWaitNanos,
    long handlerNanos,
    @Nullable String errorClass,
    @Nullable String errorMessage,
    long beganNanos,
    long endedNanos) {

  /**
   * Whether the store has it as the end of the attempt, which only one delivery can be. Several may
   * learn that nobody wants it any more.
   */
  boolean isVerdict() {
    return switch (result) {
      case "LOCK_LOST", "HANDED_BACK", "ACK_FAILED", "CANCELLED" -> false;
      default -> true;
    };
  }

  boolean isError() {
    return switch (result) {
      case "SUCCEEDED", "CANCELLED", "HANDED_BACK" -> false;
      default -> true;
    };
  }
}
