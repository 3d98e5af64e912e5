package io.duroxide.benchmarks;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fills a store with copies of one instance that really ran to its end. */
final class FinishedInstances {

  private static final String ORIGINAL = "original";

  /** Whatever a finished instance leaves behind. */
  private static final List<String> TABLES = List.of("instances", "executions", "history");

  private FinishedInstances() {}

  static void fill(Path file, int count) throws SQLException {
    runOriginal(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String table : TABLES) {
        int unused = statement.executeUpdate(copy(connection, table, count));
      }
      connection.commit();
    }
  }

  private static void runOriginal(Path file) {
    try (Provider provider = SqliteProvider.open(file);
        DuroxideRuntime node =
            DuroxideRuntime.start(
                provider,
                Workload.SEQUENCE.orchestrations(),
                Workload.activities(0),
                RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(provider);
      client.start(ORIGINAL, Workload.SEQUENCE.name(), 1);
      String unused = client.waitForOutput(ORIGINAL, String.class, Duration.ofMinutes(1));
    }
  }

  private static String copy(Connection connection, String table, int count) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet info = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (info.next()) {
        String column = info.getString("name");
        columns.add(column);
        values.add(
            column.equals("instance_id") ? "printf('finished-%07d', n.value)" : "o." + column);
      }
    }
    return "WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < "
        + count
        + ") INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") SELECT "
        + String.join(", ", values)
        + " FROM n, "
        + table
        + " o WHERE o.instance_id = '"
        + ORIGINAL
        + "'";
  }
}
