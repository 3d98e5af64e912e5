package io.duroxide.provider.jdbc;

import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceStats;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How much one instance holds. */
public record StatsRead(String instance) implements Operation<InstanceStats> {

  private static final String ROWS =
      "SELECT (SELECT COUNT(*) FROM executions x WHERE x.instance_id = i.instance_id),"
          + " e.events, e.history_bytes,"
          + " (SELECT COUNT(*) FROM orchestrator_queue q WHERE q.instance_id = i.instance_id)"
          + " FROM instances i JOIN executions e ON e.instance_id = i.instance_id"
          + " AND e.execution_id = i.current_execution_id WHERE i.instance_id = ?";
  private static final String KEYS =
      "SELECT COUNT(*), SUM(octet_length(value)) FROM (" + KeyValueReads.LIVE + ") live";

  @Override
  public InstanceStats run(Session session) throws SQLException {
    Sum keys = session.queryFirst(KEYS, Sum::read, instance, instance);
    InstanceStats stats =
        session.queryFirst(
            ROWS,
            row ->
                new InstanceStats(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    keys == null ? 0 : keys.count(),
                    keys == null ? 0 : keys.bytes()),
            instance);
    if (stats == null) {
      throw new InstanceNotFoundException(instance);
    }
    return stats;
  }

  private record Sum(long count, long bytes) {

    static Sum read(ResultSet row) throws SQLException {
      return new Sum(row.getLong(1), row.getLong(2));
    }
  }
}
