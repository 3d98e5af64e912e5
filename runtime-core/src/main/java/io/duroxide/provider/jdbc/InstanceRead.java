package io.duroxide.provider.jdbc;

import io.duroxide.provider.CustomStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The stored instance, or null. */
public record InstanceRead(String instance) implements Operation<@Nullable InstanceInfo> {

  private static final String SELECT =
      "SELECT i.name, i.version, i.current_execution_id, i.status, i.result, i.started_at,"
          + " e.updated_at, i.parent_instance FROM instances i JOIN executions e"
          + " ON e.instance_id = i.instance_id AND e.execution_id = i.current_execution_id"
          + " WHERE i.instance_id = ?";

  @Override
  public @Nullable InstanceInfo run(Session session) throws SQLException {
    return session.queryFirst(SELECT, this::read, instance);
  }

  private InstanceInfo read(ResultSet row) throws SQLException {
    return new InstanceInfo(
        instance,
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        InstanceStatus.valueOf(row.getString(4)),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        CustomStatus.NONE);
  }
}
