package io.duroxide.telemetry.logs;

import io.duroxide.telemetry.bootstrap.LogSink;
import java.util.Set;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Reads records of java.util.logging. Loaded with the first of them, and touches nothing there that
 * is configured.
 */
final class JulRecords {

  /** What passes a record on to another backend, which decides whether it is written. */
  private static final Set<String> BRIDGES =
      Set.of(
          "org.slf4j.bridge.SLF4JBridgeHandler", "org.apache.logging.log4j.jul.Log4jBridgeHandler");

  private static final Texts TEXTS = new Texts();

  private JulRecords() {}

  /** Puts arguments into messages; the formatters of the JDK read the configuration. */
  private static final class Texts extends Formatter {
    @Override
    public String format(LogRecord record) {
      return formatMessage(record);
    }
  }

  /** Whether there is one among the handlers that writes the record itself. */
  static boolean endHere(Object[] handlers) {
    for (Object handler : handlers) {
      if (!BRIDGES.contains(handler.getClass().getName())) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the sink has taken it. */
  static boolean pass(Object julRecord, LogSink sink) {
    LogRecord record = (LogRecord) julRecord;
    Level level = record.getLevel();
    int severity = severity(level.intValue());
    if (!sink.takes(severity)) {
      return false;
    }
    sink.record(
        severity,
        level.getName(),
        record.getLoggerName(),
        TEXTS.format(record),
        record.getInstant().toEpochMilli(),
        record.getThrown());
    return true;
  }

  /** OpenTelemetry's numbers for the levels of java.util.logging. */
  private static int severity(int level) {
    if (level >= Level.SEVERE.intValue()) {
      return 17;
    }
    if (level >= Level.WARNING.intValue()) {
      return 13;
    }
    if (level >= Level.INFO.intValue()) {
      return 9;
    }
    if (level >= Level.CONFIG.intValue()) {
      return 7;
    }
    if (level >= Level.FINE.intValue()) {
      return 6;
    }
    return level >= Level.FINER.intValue() ? 5 : 1;
  }
}
