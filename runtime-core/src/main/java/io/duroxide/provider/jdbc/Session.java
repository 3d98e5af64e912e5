package io.duroxide.provider.jdbc;

import io.duroxide.TimeSpan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its prepared statements, the store's clock and the effects of what was run. One
 * thread at a time.
 */
public final class Session implements AutoCloseable {

  private final Connection connection;
  private final InstantSource clock;
  private final Effects effects = new Effects();
  private final Leases leases = new Leases();
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  public Session(Connection connection, InstantSource clock) {
    this.connection = connection;
    this.clock = clock;
  }

  public Effects effects() {
    return effects;
  }

  Leases leases() {
    return leases;
  }

  /** For the session that fetches: the clock may have been set back before it was read here. */
  public void suspectClock() {
    leases.suspect();
  }

  /** Epoch milliseconds by the clock that measures leases. */
  public long now() {
    return clock.millis();
  }

  /** Runs a statement and returns the number of rows it changed. */
  public int update(String sql, @Nullable Object... arguments) throws SQLException {
    return run(sql, () -> bound(sql, arguments).executeUpdate());
  }

  void updateEach(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.size() == 1) {
      update(sql, rows.get(0));
    } else if (!rows.isEmpty()) {
      int[] unused = run(sql, () -> batch(sql, rows));
    }
  }

  private int[] batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
    PreparedStatement statement = prepared(sql);
    for (@Nullable Object[] row : rows) {
      bind(statement, row);
      statement.addBatch();
    }
    return statement.executeBatch();
  }

  public <T> List<T> queryAll(String sql, Row<T> row, @Nullable Object... arguments)
      throws SQLException {
    return run(
        sql,
        () -> {
          try (ResultSet results = bound(sql, arguments).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (results.next()) {
              all.add(row.read(results));
            }
            return all;
          }
        });
  }

  public <T> @Nullable T queryFirst(String sql, Row<T> row, @Nullable Object... arguments)
      throws SQLException {
    return this.<@Nullable T>run(
        sql,
        () -> {
          try (ResultSet results = bound(sql, arguments).executeQuery()) {
            return results.next() ? row.read(results) : null;
          }
        });
  }

  /** The first column, or {@code absent} if there is no row or it is null. */
  public long queryLong(String sql, long absent, @Nullable Object... arguments)
      throws SQLException {
    Long value = queryFirst(sql, results -> longOr(results, absent), arguments);
    return value == null ? absent : value;
  }

  boolean exists(String sql, @Nullable Object... arguments) throws SQLException {
    return queryLong(sql, 0, arguments) != 0;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
  }

  /**
   * A moment that far ahead; so far that it cannot be told is short of {@link TurnQueue#PARKED}.
   */
  static long after(long now, Duration delay) {
    long millis = Math.min(TurnQueue.PARKED - 1, TimeSpan.millis(delay));
    return Math.min(now, TurnQueue.PARKED - 1 - millis) + millis;
  }

  static @Nullable Long longOrNull(ResultSet results, int column) throws SQLException {
    long value = results.getLong(column);
    return results.wasNull() ? null : (Long) value;
  }

  private static long longOr(ResultSet results, long absent) throws SQLException {
    long value = results.getLong(1);
    return results.wasNull() ? absent : value;
  }

  /** A statement that failed is not used again: drivers close it, or leave it half run. */
  private <T extends @Nullable Object> T run(String sql, Statements<T> call) throws SQLException {
    boolean usable = false;
    try {
      T result = call.run();
      usable = true;
      return result;
    } finally {
      if (!usable) {
        discard(statements.remove(sql));
      }
    }
  }

  private static void discard(@Nullable PreparedStatement failed) {
    try {
      if (failed != null) {
        failed.close();
      }
    } catch (SQLException e) {
      // What it failed with is on its way to the caller already.
    }
  }

  private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = prepared(sql);
    bind(statement, arguments);
    return statement;
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  /** Uses a statement. */
  @FunctionalInterface
  private interface Statements<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  /** Reads the current row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet results) throws SQLException;
  }
}
