package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** A record comes to a logger of java.util.logging, whose level and filter decide only now. */
final class JulAdvice {

  private JulAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(@Advice.Argument(0) Object record) {
    LogSink logs = Bridge.logs();
    return logs == null ? null : logs.julBegan(record);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter Object before) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.julEnded(before);
    }
  }
}
