package io.duroxide.telemetry.install;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    MISSING;

    /** As it is written for people. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One join point.
   *
   * @param name class and method
   * @param feeds the metrics that stand still without it
   * @param reason why it is not applied; empty if it is
   */
  public record Row(String name, State state, String feeds, String reason) {}

  private final ConcurrentMap<String, Row> rows = new ConcurrentHashMap<>();
  private volatile @Nullable Consumer<String> follower;

  /** A row of the table whose class may come or not. */
  void expect(JoinPoint row) {
    Row pending = row(row, State.PENDING, "its class is not loaded yet");
    if (rows.putIfAbsent(row.title(), pending) == null) {
      tell(row);
    }
  }

  void applied(JoinPoint row) {
    set(row, State.APPLIED, "");
  }

  void set(JoinPoint row, State state, String reason) {
    boolean known = rows.containsKey(row.title());
    rows.merge(
        row.title(),
        row(row, state, reason),
        (old, now) -> old.state().compareTo(now.state()) > 0 ? old : now);
    if (!known) {
      tell(row);
    }
  }

  private void tell(JoinPoint row) {
    Consumer<String> told = follower;
    if (told != null) {
      told.accept(row.title());
    }
  }

  /**
   * Tells the names of all join points, those that are known and those to come, some perhaps twice;
   * the latter on the thread that loads a class.
   */
  public void follow(Consumer<String> newFollower) {
    follower = newFollower;
    rows.keySet().forEach(newFollower);
  }

  private static Row row(JoinPoint row, State state, String reason) {
    return new Row(row.title(), state, row.feeds(), reason);
  }

  /** The join points, by class and method. */
  public List<Row> rows() {
    return List.copyOf(new TreeMap<>(rows).values());
  }

  /** The states by class and method. */
  public Map<String, State> states() {
    Map<String, State> states = new TreeMap<>();
    for (Row row : rows.values()) {
      states.put(row.name(), row.state());
    }
    return states;
  }

  /** How many join points are in this state now. */
  public int count(State state) {
    int count = 0;
    for (Row each : rows.values()) {
      count += each.state() == state ? 1 : 0;
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
      line.append(count(state)).append(' ').append(state.word());
    }
    for (Row row : rows()) {
      if (row.state().compareTo(State.APPLIED) > 0) {
        line.append("; ").append(row.name()).append(' ').append(row.state().word());
      }
    }
    return line.toString();
  }
}
