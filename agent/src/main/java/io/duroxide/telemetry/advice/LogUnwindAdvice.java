package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/**
 * Code begins to unwind while nothing waits for it; {@link LogCoroutineAdvice} takes back what it
 * was given when it ends.
 */
final class LogUnwindAdvice {

  private LogUnwindAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object carrier) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.handOver(carrier);
    }
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object carrier, @Advice.Return boolean unwinds) {
    LogSink logs = Bridge.logs();
    if (logs != null && !unwinds) {
      logs.takeBack(carrier);
    }
  }
}
