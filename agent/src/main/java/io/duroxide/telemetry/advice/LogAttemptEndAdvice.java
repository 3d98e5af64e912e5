package io.duroxide.telemetry.advice;

import io.duroxide.runtime.activity.ActivityOutcome;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** The runtime writes how an attempt has ended. */
final class LogAttemptEndAdvice {

  private LogAttemptEndAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.Argument(1) ActivityOutcome attempt) {
    LogSink logs = Bridge.logs();
    return logs == null
        ? null
        : logs.activityDecided(
            attempt.result().name(),
            attempt.handlerTime().toMillis(),
            attempt.error() == null ? null : attempt.error().category().name(),
            attempt.error() == null ? null : attempt.error().errorClasses().toArray(new String[0]));
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object before) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.restore(before);
    }
  }
}
