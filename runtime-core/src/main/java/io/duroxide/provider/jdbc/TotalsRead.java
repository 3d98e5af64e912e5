package io.duroxide.provider.jdbc;

import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.StoreTotals;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** How much the store holds. Visits every execution. */
public final class TotalsRead implements Operation<StoreTotals> {

  private static final String INSTANCES = "SELECT status, COUNT(*) FROM instances GROUP BY status";
  private static final String EXECUTIONS = "SELECT COUNT(*), SUM(events) FROM executions";

  @Override
  public StoreTotals run(Session session) throws SQLException {
    Map<InstanceStatus, Long> instances = new EnumMap<>(InstanceStatus.class);
    session
        .queryAll(INSTANCES, row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(count -> instances.put(InstanceStatus.valueOf(count.getKey()), count.getValue()));
    StoreTotals totals =
        session.queryFirst(
            EXECUTIONS, row -> new StoreTotals(instances, row.getLong(1), row.getLong(2)));
    return totals == null ? new StoreTotals(instances, 0, 0) : totals;
  }
}
