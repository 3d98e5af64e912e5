package io.duroxide.examples.toygres.cms;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The database file of the control plane. One connection, one caller at a time. */
final class CmsDatabase implements AutoCloseable {

  private static final List<String> SCHEMA =
      List.of(
          "PRAGMA journal_mode = WAL",
          "PRAGMA synchronous = NORMAL",
          "PRAGMA busy_timeout = 5000",
          "CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT)",
          """
          CREATE TABLE IF NOT EXISTS instances (
            k8s_name TEXT PRIMARY KEY, state TEXT NOT NULL, postgres_version TEXT NOT NULL,
            storage_gigabytes INTEGER NOT NULL, connection_string TEXT, healthy INTEGER,
            actor_id TEXT)
          """,
          "CREATE TABLE IF NOT EXISTS dns_names (dns_name TEXT PRIMARY KEY, k8s_name TEXT UNIQUE)",
          """
          CREATE TABLE IF NOT EXISTS health_checks (
            k8s_name TEXT NOT NULL, checked_at TEXT NOT NULL, healthy INTEGER NOT NULL,
            response_millis INTEGER NOT NULL, PRIMARY KEY (k8s_name, checked_at))
          """);

  private final ReentrantLock lock = new ReentrantLock();
  private final Connection connection;

  private CmsDatabase(Connection connection) {
    this.connection = connection;
  }

  static CmsDatabase open(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return new CmsDatabase(connection);
  }

  /** Runs one statement; returns the number of changed rows. */
  int update(String sql, @Nullable Object... parameters) throws SQLException {
    lock.lock();
    try (PreparedStatement statement = prepared(sql, parameters)) {
      return statement.executeUpdate();
    } finally {
      lock.unlock();
    }
  }

  /** Reads all rows. */
  <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... parameters)
      throws SQLException {
    lock.lock();
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      connection.close();
    } finally {
      lock.unlock();
    }
  }

  /** Turns the current row into a value. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
