package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** The thread of a handler works for one attempt, also when nobody waits for it any more. */
final class LogHandlerAdvice {

  private LogHandlerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.This Object carrier) {
    LogSink logs = Bridge.logs();
    return logs == null ? null : logs.adopt(carrier);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object before) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.restore(before);
    }
  }
}
