package io.duroxide.telemetry.advice;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import net.bytebuddy.asm.Advice;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * A record that has passed the levels of slf4j-simple. It goes on with its arguments in the text:
 * nothing else is done with them there, and making text of them may be costly, or heard.
 */
final class SimpleLoggerAdvice {

  private SimpleLoggerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter(
      @Advice.This Object logger,
      @Advice.Argument(0) Level level,
      @Advice.Argument(value = 2, readOnly = false) String message,
      @Advice.Argument(value = 3, readOnly = false) Object[] arguments,
      @Advice.Argument(4) Throwable thrown) {
    LogSink logs = Bridge.logs();
    if (logs == null) {
      return false;
    }
    int severity = (level.toInt() / 10) * 4 + 1;
    if (!logs.takes(severity)) {
      return false;
    }
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    message = text;
    arguments = null;
    logs.record(
        severity,
        level.name(),
        ((Logger) logger).getName(),
        text,
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
