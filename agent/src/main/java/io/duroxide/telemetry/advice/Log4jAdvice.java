package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.Message;

/** A record that has passed Log4j's levels and filters. */
final class Log4jAdvice {

  private Log4jAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(
      @Advice.This Object logger,
      @Advice.Argument(0) Level level,
      @Advice.Argument(4) Message message,
      @Advice.Argument(5) Throwable thrown) {
    LogSink logs = Bridge.logs();
    if (logs == null) {
      return false;
    }
    int rank = level.intLevel();
    int severity =
        rank <= 100
            ? 21
            : rank <= 200 ? 17 : rank <= 300 ? 13 : rank <= 400 ? 9 : rank <= 500 ? 5 : 1;
    if (!logs.takes(severity)) {
      return false;
    }
    logs.record(
        severity,
        level.name(),
        ((Logger) logger).getName(),
        message == null ? null : message.getFormattedMessage(),
        System.currentTimeMillis(),
        thrown);
    return true;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter boolean recording) {
    if (recording) {
      Bridge.logs().recorded();
    }
  }
}
