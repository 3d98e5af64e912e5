package io.duroxide.telemetry.logs;

import org.jspecify.annotations.Nullable;

/**
 * One log record. Holds nothing of the application but text, of bounded length.
 *
 * @param severityNumber OpenTelemetry's, 1 to 24
 * @param severityText the level as the application's logging calls it
 * @param logger name of the logger
 * @param context null outside of orchestrations and activities
 * @param thrown null if nothing was thrown
 */
public record LogEntry(
    long epochNanos,
    int severityNumber,
    String severityText,
    String logger,
    String message,
    @Nullable LogContext context,
    @Nullable Thrown thrown) {

  /** What an object costs beside its text, roughly; the context is shared by many records. */
  private static final int OBJECTS = 256;

  /** Cuts what is longer than anybody reads. */
  public LogEntry {
    severityText = Cut.at(Cut.NAME, severityText);
    logger = Cut.at(Cut.NAME, logger);
    message = Cut.at(Cut.TEXT, message);
  }

  /**
   * @param message null unless error messages are included
   * @param stackTrace as {@code message}
   */
  public record Thrown(String type, @Nullable String message, @Nullable String stackTrace) {

    /** Cuts what is longer than anybody reads. */
    public Thrown {
      type = Cut.at(Cut.NAME, type);
      message = Cut.orNull(Cut.TEXT, message);
      stackTrace = Cut.orNull(Cut.TEXT, stackTrace);
    }

    private int characters() {
      return type.length() + length(message) + length(stackTrace);
    }
  }

  /** Bytes that it keeps from being freed, at most and roughly. */
  int weight() {
    int characters = message.length() + (thrown == null ? 0 : thrown.characters());
    return OBJECTS + Character.BYTES * characters;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
