package io.duroxide.telemetry.logs;

/** Log entries of which only some parts matter. */
public final class Entries {

  public static final int ERROR = 17;
  public static final int WARN = 13;
  public static final int INFO = 9;
  public static final int DEBUG = 5;
  public static final int TRACE = 1;

  private Entries() {}

  public static LogEntry of(int severity, String message) {
    return new LogEntry(1_000_000_000L, severity, "LEVEL", "com.shop.Orders", message, null, null);
  }
}
