package io.duroxide.provider.jdbc;

import io.duroxide.provider.CustomStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The stored instance, or null. */
public record InstanceRead(String instance) implements Operation<@Nullable InstanceInfo> {

  /** What {@link #read} reads. */
  static final String SELECT =
      "SELECT i.instance_id, i.name, i.version, i.current_execution_id, i.status, i.result,"
          + " i.started_at, e.updated_at, i.parent_instance, i.custom_status,"
          + " i.custom_status_version FROM instances i JOIN executions e"
          + " ON e.instance_id = i.instance_id AND e.execution_id = i.current_execution_id";

  private static final String SELECT_ONE = SELECT + " WHERE i.instance_id = ?";

  @Override
  public @Nullable InstanceInfo run(Session session) throws SQLException {
    return session.queryFirst(SELECT_ONE, InstanceRead::read, instance);
  }

  static InstanceInfo read(ResultSet row) throws SQLException {
    return new InstanceInfo(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        InstanceStatus.valueOf(row.getString(5)),
        row.getString(6),
        row.getLong(7),
        row.getLong(8),
        row.getString(9),
        new CustomStatus(row.getString(10), row.getLong(11)));
  }
}
