package io.duroxide.telemetry.log;

import org.jspecify.annotations.Nullable;

/**
 * The agent's own lines on stderr. No logging library and no java.util.logging: touching those
 * before the application does would decide their configuration.
 */
public final class AgentLog {

  private static final String PREFIX = "[duroxide-telemetry] ";

  private AgentLog() {}

  public static void info(String message) {
    System.err.println(PREFIX + message);
  }

  public static void warn(String message) {
    System.err.println(PREFIX + "WARNING " + message);
  }

  public static void error(String message) {
    System.err.println(PREFIX + "ERROR " + message);
  }

  /** One line, the cause's class and message, never a stack trace. */
  public static void warn(String message, @Nullable Throwable cause) {
    warn(cause == null ? message : message + ": " + cause);
  }
}
