package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** A logger of java.util.logging that is writing a record asks for its handlers. */
final class JulHandlersAdvice {

  private JulHandlersAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Object[] handlers) {
    LogSink logs = Bridge.logs();
    if (logs != null) {
      logs.julReached(handlers);
    }
  }
}
