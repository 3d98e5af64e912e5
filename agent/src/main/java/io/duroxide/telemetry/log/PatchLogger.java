package io.duroxide.telemetry.log;

import java.text.MessageFormat;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Takes the place of {@code java.util.logging.Logger} in the bundled libraries; the build renames
 * every use of it. Warnings become one line per minute and logger, without stack traces; everything
 * else is dropped.
 */
public final class PatchLogger {

  /** Exports are counted and their failures told once per change of state by the agent itself. */
  private static final String EXPORTERS = "io.opentelemetry.exporter.";

  private final String name;
  private final boolean muted;
  private final RateLimit limit = new RateLimit();

  private PatchLogger(String name) {
    this.name = name;
    this.muted = name.startsWith(EXPORTERS);
  }

  public static PatchLogger getLogger(String name) {
    return new PatchLogger(name);
  }

  public String getName() {
    return name;
  }

  public boolean isLoggable(Level level) {
    return !muted && level.intValue() >= Level.WARNING.intValue();
  }

  public Level getLevel() {
    return Level.WARNING;
  }

  public void severe(String message) {
    log(Level.SEVERE, message);
  }

  public void warning(String message) {
    log(Level.WARNING, message);
  }

  public void info(String message) {
    log(Level.INFO, message);
  }

  public void fine(String message) {
    log(Level.FINE, message);
  }

  public void finest(String message) {
    log(Level.FINEST, message);
  }

  public void log(Level level, String message) {
    log(level, message, (Throwable) null);
  }

  public void log(Level level, Supplier<String> message) {
    if (isLoggable(level)) {
      log(level, message.get());
    }
  }

  public void log(Level level, String message, @Nullable Object argument) {
    log(level, message, new Object[] {argument});
  }

  public void log(Level level, String message, @Nullable Object[] arguments) {
    if (isLoggable(level)) {
      log(level, MessageFormat.format(message, arguments));
    }
  }

  public void log(LogRecord record) {
    log(record.getLevel(), record.getMessage(), record.getThrown());
  }

  public void log(Level level, String message, @Nullable Throwable cause) {
    if (!isLoggable(level)) {
      return;
    }
    long suppressed = limit.tryPass();
    if (suppressed >= 0) {
      String line = name.substring(name.lastIndexOf('.') + 1) + ": " + message;
      AgentLog.warn(suppressed == 0 ? line : line + " (" + suppressed + " like it before)", cause);
    }
  }
}
