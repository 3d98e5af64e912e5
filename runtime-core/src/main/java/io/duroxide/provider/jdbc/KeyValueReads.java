package io.duroxide.provider.jdbc;

import io.duroxide.provider.KeyValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance's key values, by key. */
public final class KeyValueReads {

  private static final String BEFORE =
      "SELECT name, value, updated_at FROM key_values WHERE instance_id = ? ORDER BY name";

  /** What was changed, and of the rest what was there before. */
  static final String LIVE =
      "SELECT name, value, updated_at FROM key_value_changes WHERE instance_id = ?"
          + " AND value IS NOT NULL UNION ALL SELECT name, value, updated_at FROM key_values b"
          + " WHERE instance_id = ? AND NOT EXISTS (SELECT 1 FROM key_value_changes c"
          + " WHERE c.instance_id = b.instance_id AND c.name = b.name)";

  private static final String LIVE_IN_ORDER = "SELECT * FROM (" + LIVE + ") live ORDER BY name";
  private static final String ONE_BEFORE =
      "SELECT name, value, updated_at FROM key_values WHERE instance_id = ? AND name = ?";
  private static final String ONE_CHANGED =
      "SELECT name, value, updated_at FROM key_value_changes WHERE instance_id = ? AND name = ?";

  private KeyValueReads() {}

  /** As of the beginning of the current execution. */
  public static Operation<Map<String, KeyValue>> beforeExecution(String instance) {
    return session -> byKey(session.queryAll(BEFORE, KeyValueReads::row, instance));
  }

  public static Operation<Map<String, KeyValue>> now(String instance) {
    return session ->
        byKey(session.queryAll(LIVE_IN_ORDER, KeyValueReads::row, instance, instance));
  }

  public static Operation<@Nullable KeyValue> now(String instance, String key) {
    return session -> {
      Row changed = session.queryFirst(ONE_CHANGED, KeyValueReads::row, instance, key);
      Row row =
          changed == null
              ? session.queryFirst(ONE_BEFORE, KeyValueReads::row, instance, key)
              : changed;
      return row == null || row.value() == null ? null : new KeyValue(row.value(), row.updatedAt());
    };
  }

  private static Map<String, KeyValue> byKey(List<Row> rows) {
    Map<String, KeyValue> values = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.value() != null) {
        values.put(row.name(), new KeyValue(row.value(), row.updatedAt()));
      }
    }
    return values;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getString(1), row.getString(2), row.getLong(3));
  }

  private record Row(String name, @Nullable String value, long updatedAt) {}
}
