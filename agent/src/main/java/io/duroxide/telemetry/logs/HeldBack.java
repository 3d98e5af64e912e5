package io.duroxide.telemetry.logs;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The debug records of an attempt that is left out of the sample, if it succeeds; until then nobody
 * knows. Thread-safe: the slot and the handler write at the same time.
 */
final class HeldBack {

  /** For what is not an attempt or is in the sample: holds nothing. */
  static final HeldBack NOTHING = new HeldBack(entry -> {}, false);

  /** More debug records than anybody reads about one failure; the latest say most. */
  static final int LIMIT = 256;

  private static final int INFO = 9;

  private final Queue<LogEntry> entries = new ArrayDeque<>();
  private final Consumer<LogEntry> release;
  private boolean holding;
  private boolean dropping;

  private HeldBack(Consumer<LogEntry> release, boolean holding) {
    this.release = release;
    this.holding = holding;
  }

  /**
   * @param release where the records go if the attempt does not succeed
   */
  static HeldBack until(Consumer<LogEntry> release) {
    return new HeldBack(release, true);
  }

  /** Whether the record is taken care of here. */
  boolean takes(LogEntry entry) {
    if (this == NOTHING || entry.severityNumber() >= INFO) {
      return false;
    }
    synchronized (this) {
      if (holding) {
        if (entries.size() == LIMIT) {
          entries.remove();
        }
        entries.add(entry);
      }
      return holding || dropping;
    }
  }

  /** The attempt is over. What a handler that was left behind still says has the same fate. */
  synchronized void decide(boolean succeeded) {
    if (holding) {
      holding = false;
      dropping = succeeded;
      if (!succeeded) {
        entries.forEach(release);
      }
      entries.clear();
    }
  }
}
