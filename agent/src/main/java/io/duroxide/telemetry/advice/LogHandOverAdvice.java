package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** A thread waits while another one runs the code of this object for it. */
final class LogHandOverAdvice {

  private LogHandOverAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object carrier) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.handOver(carrier);
    }
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.This Object carrier) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.takeBack(carrier);
    }
  }
}
