package io.duroxide.telemetry.advice;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;

/** A record that has passed Logback's levels and filters. */
final class LogbackAdvice {

  private LogbackAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(@Advice.Argument(0) ILoggingEvent event) {
    LogSink logs = Bridge.logs();
    if (logs == null) {
      return false;
    }
    int level = event.getLevel().toInt();
    int severity =
        level >= 40_000 ? 17 : level >= 30_000 ? 13 : level >= 20_000 ? 9 : level >= 10_000 ? 5 : 1;
    if (!logs.takes(severity)) {
      return false;
    }
    Object thrown = event.getThrowableProxy();
    logs.record(
        severity,
        event.getLevel().toString(),
        event.getLoggerName(),
        event.getFormattedMessage(),
        event.getTimeStamp(),
        thrown instanceof ThrowableProxy proxy ? proxy.getThrowable() : null);
    return true;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter boolean recording) {
    if (recording) {
      Bridge.logs().recorded();
    }
  }
}
