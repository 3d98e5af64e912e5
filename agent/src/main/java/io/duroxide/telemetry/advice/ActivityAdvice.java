package io.duroxide.telemetry.advice;

import io.duroxide.ErrorDetails;
import io.duroxide.runtime.activity.ActivityOutcome;
import io.duroxide.telemetry.bootstrap.Bridge;
import net.bytebuddy.asm.Advice;

/** One attempt of an activity. */
final class ActivityAdvice {

  private ActivityAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(@Advice.Argument(0) int slot) {
    return Bridge.sink().activityStarted(slot);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter long start,
      @Advice.Argument(0) int slot,
      @Advice.Return ActivityOutcome attempt) {
    if (attempt == null) {
      Bridge.sink()
          .activityEnded(
              start, slot, null, null, 0, 0, null, null, 0, 0, 0, 0, null, null, null, null, null,
              false, 0);
      return;
    }
    ErrorDetails error = attempt.error();
    Bridge.sink()
        .activityEnded(
            start,
            slot,
            attempt.result().name(),
            attempt.work().instance(),
            attempt.work().executionId(),
            attempt.work().scheduledId(),
            attempt.work().name(),
            attempt.work().tag(),
            attempt.work().attempt(),
            attempt.deliveryCount(),
            attempt.queueWait().toNanos(),
            attempt.handlerTime().toNanos(),
            error == null ? null : error.category().name(),
            error == null ? null : error.reason().name(),
            error == null ? null : error.errorClasses().toArray(new String[0]),
            error == null ? null : error.code(),
            error == null ? null : error.message(),
            error != null && error.retryable(),
            attempt.ackRetries());
  }
}
