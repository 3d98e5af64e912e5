package io.duroxide.telemetry.install;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What became of each join point. Safe for use by many threads. */
public final class InstallReport {

  /**
   * In the order of how much attention it needs: if one class is loaded twice, the worse counts.
   */
  public enum State {
    /** The class is not loaded yet. */
    PENDING,
    APPLIED,
    /**
     * A method of that name is there, with other parameters or result; or it could not be woven.
     */
    MISMATCHED,
    /** The class is loaded, but has no such method. */
    MISSING
  }

  private final ConcurrentMap<String, State> states = new ConcurrentHashMap<>();

  /** A row of the table whose class may come or not. */
  void expect(JoinPoint row) {
    states.putIfAbsent(row.title(), State.PENDING);
  }

  void set(JoinPoint row, State state) {
    states.merge(row.title(), state, (old, now) -> old.compareTo(now) > 0 ? old : now);
  }

  /** The join points, by class and method. */
  public Map<String, State> states() {
    return Collections.unmodifiableMap(new TreeMap<>(states));
  }

  /** How many join points are in this state now. */
  public int count(State state) {
    int count = 0;
    for (State each : states.values()) {
      count += each == state ? 1 : 0;
    }
    return count;
  }

  /** Whether a metric is known to stand still. */
  public boolean incomplete() {
    return count(State.MISSING) + count(State.MISMATCHED) > 0;
  }

  /** One line; names everything that is wrong. */
  public String summary() {
    StringBuilder line = new StringBuilder();
    for (State state : State.values()) {
      line.append(line.length() == 0 ? "join points: " : ", ");
      line.append(count(state)).append(' ').append(lowerCase(state));
    }
    for (Map.Entry<String, State> row : states().entrySet()) {
      if (row.getValue().compareTo(State.APPLIED) > 0) {
        line.append("; ").append(row.getKey()).append(' ').append(lowerCase(row.getValue()));
      }
    }
    return line.toString();
  }

  private static String lowerCase(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
