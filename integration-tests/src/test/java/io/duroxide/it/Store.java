package io.duroxide.it;

import io.duroxide.it.harness.MetricSnapshot.Row;
import io.duroxide.it.harness.Series;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * What really happened: the tables of a SQLite file, and views over them that name the facts.
 *
 * <p>A query's last column is the value of a row, the columns before it are its labels. Thus a
 * query reads like the table of series it is compared with.
 */
final class Store implements AutoCloseable {

  private static final List<String> VIEWS =
      List.of(
          """
          CREATE TEMP VIEW started AS
            SELECT instance_id, execution_id, at,
                   event ->> '$.name' AS name, event ->> '$.version' AS version,
                   event ->> '$.origin' AS origin,
                   event ->> '$.parent.orchestrationName' AS parent_name
            FROM history WHERE kind = 'ORCHESTRATION_STARTED'
          """,
          """
          CREATE TEMP VIEW ended AS
            SELECT s.instance_id, s.execution_id, s.name, s.version, s.parent_name, h.kind, h.at,
                   e.turns, h.event -> '$.error' AS error, %s,
                   CASE h.kind WHEN 'ORCHESTRATION_COMPLETED' THEN 'success'
                               WHEN 'ORCHESTRATION_FAILED' THEN 'failed'
                               WHEN 'ORCHESTRATION_CANCELLED' THEN 'cancelled' END AS status
            FROM started s
              JOIN history h USING (instance_id, execution_id)
              JOIN executions e USING (instance_id, execution_id)
            WHERE h.kind IN ('ORCHESTRATION_COMPLETED', 'ORCHESTRATION_FAILED',
                             'ORCHESTRATION_CANCELLED', 'ORCHESTRATION_CONTINUED_AS_NEW')
          """
              .formatted(classified("h.event")),
          """
          CREATE TEMP VIEW attempts AS
            SELECT s.instance_id, s.execution_id, s.event ->> '$.name' AS name,
                   CASE WHEN s.event ->> '$.attempt' < 3 THEN s.event ->> '$.attempt'
                        ELSE '3+' END AS retry_attempt,
                   coalesce(s.event ->> '$.tag', 'default') AS tag,
                   e.kind AS end_kind, e.at AS ended_at, e.event -> '$.error' AS error, %s
            FROM history s
              LEFT JOIN history e
                ON e.instance_id = s.instance_id AND e.execution_id = s.execution_id
                AND e.kind IN ('ACTIVITY_COMPLETED', 'ACTIVITY_FAILED',
                               'ACTIVITY_CANCEL_REQUESTED')
                AND e.event ->> '$.scheduledId' = s.event_id
            WHERE s.kind = 'ACTIVITY_SCHEDULED'
          """
              .formatted(classified("e.event")));

  /**
   * The columns {@code error_type} and {@code error_category} of an event with an error: contract
   * section 3, for the exceptions that the applications under test throw.
   */
  private static String classified(String event) {
    return """
        CASE EVENT ->> '$.error.category'
          WHEN 'TIMEOUT'        THEN 'timeout'
          WHEN 'CONFIGURATION'  THEN 'config_error'
          WHEN 'NONDETERMINISM' THEN 'nondeterminism'
          WHEN 'POISON'         THEN 'poison'
          WHEN 'INFRASTRUCTURE' THEN 'infrastructure_error'
          ELSE CASE WHEN EXISTS (
              SELECT 1 FROM json_each(EVENT, '$.error.errorClasses')
              WHERE value IN ('java.io.IOException', 'java.sql.SQLTransientException'))
            THEN 'infrastructure_error' ELSE 'app_error' END
        END AS error_type,
        CASE
          WHEN EVENT ->> '$.error.reason' = 'UNREGISTERED'              THEN 'unregistered'
          WHEN EVENT ->> '$.error.reason' = 'PANIC'                     THEN 'panic'
          WHEN EVENT ->> '$.error.category' = 'NONDETERMINISM'          THEN 'nondeterminism'
          WHEN EVENT ->> '$.error.category' = 'TIMEOUT'                 THEN 'timeout'
          WHEN EVENT ->> '$.error.reason' = 'UNDECODABLE_PAYLOAD'       THEN 'validation'
          WHEN EVENT ->> '$.error.errorClasses' LIKE '%IOException%'    THEN 'network'
          WHEN EVENT ->> '$.error.errorClasses' LIKE '%java.sql.%'      THEN 'database'
          WHEN EVENT ->> '$.error.errorClasses' LIKE '%IllegalArgument%' THEN 'validation'
          WHEN EVENT ->> '$.error.errorClasses' LIKE '%IllegalState%'   THEN 'logic'
          ELSE 'other'
        END AS error_category
        """
        .replace("EVENT", event);
  }

  private final Connection connection;

  private Store(Connection connection) {
    this.connection = connection;
  }

  static Store open(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        for (String view : VIEWS) {
          statement.execute(view);
        }
      }
      return new Store(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }

  /** The rows of a query, in the form and order of {@link Row}s received as telemetry. */
  List<Row> rows(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Row> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result, result.getMetaData()));
      }
      rows.removeIf(row -> row.value() == 0);
      Collections.sort(rows);
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A query for a single number. */
  double number(String sql) {
    List<Row> rows = rows(sql);
    return rows.isEmpty() ? 0 : rows.get(0).value();
  }

  private static Row row(ResultSet result, ResultSetMetaData columns) throws SQLException {
    TreeMap<String, String> labels = new TreeMap<>();
    int value = columns.getColumnCount();
    for (int column = 1; column < value; column++) {
      labels.put(columns.getColumnLabel(column), String.valueOf(result.getString(column)));
    }
    return new Row(Series.of("", labels).labelText(), result.getDouble(value));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
