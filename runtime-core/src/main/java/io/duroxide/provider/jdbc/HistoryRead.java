package io.duroxide.provider.jdbc;

import java.sql.SQLException;
import java.util.List;

/** The stored events of one execution above an id, ascending. */
public record HistoryRead(String instance, long executionId, long afterEventId)
    implements Operation<List<String>> {

  private static final String SELECT =
      "SELECT event FROM history WHERE instance_id = ? AND execution_id = ? AND event_id > ?"
          + " ORDER BY event_id";

  @Override
  public List<String> run(Session session) throws SQLException {
    return session.queryAll(SELECT, row -> row.getString(1), instance, executionId, afterEventId);
  }
}
