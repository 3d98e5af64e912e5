package io.duroxide.provider.jdbc;

import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceNotFoundException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The executions of an instance, the first one first. */
public record ExecutionList(String instance) implements Operation<List<ExecutionInfo>> {

  private static final String SELECT =
      "SELECT execution_id, name, version, status, result, turns, events, started_at, ended_at,"
          + " runtime_version FROM executions WHERE instance_id = ? ORDER BY execution_id";

  @Override
  public List<ExecutionInfo> run(Session session) throws SQLException {
    List<ExecutionInfo> executions = session.queryAll(SELECT, ExecutionList::read, instance);
    if (executions.isEmpty()) {
      throw new InstanceNotFoundException(instance);
    }
    return executions;
  }

  private static ExecutionInfo read(ResultSet row) throws SQLException {
    return new ExecutionInfo(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        ExecutionStatus.valueOf(row.getString(4)),
        row.getString(5),
        row.getInt(6),
        row.getLong(7),
        row.getLong(8),
        Session.longOrNull(row, 9),
        row.getString(10));
  }
}
