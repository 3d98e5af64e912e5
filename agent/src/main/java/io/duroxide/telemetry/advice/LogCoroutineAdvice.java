package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** The thread of a coroutine works for whoever resumes it, now and in later turns. */
final class LogCoroutineAdvice {

  private LogCoroutineAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.This Object carrier) {
    LogSink logs = Bridge.logs();
    return logs == null ? null : logs.enter(carrier);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.This Object carrier, @Advice.Enter Object before) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.takeBack(carrier);
      logs.restore(before);
    }
  }
}
