package io.duroxide.telemetry.logs;

import io.duroxide.telemetry.logs.LogEntry.Thrown;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a record says about an exception. */
final class Causes {

  private Causes() {}

  /**
   * @param withMessages whether anything but the type may leave the process; a stack trace repeats
   *     the messages
   */
  static Thrown of(Throwable thrown, boolean withMessages) {
    String type = thrown.getClass().getName();
    if (!withMessages) {
      return new Thrown(type, null, null);
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return new Thrown(type, thrown.getMessage(), trace.toString());
  }
}
