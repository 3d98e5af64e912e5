package io.duroxide.provider.jdbc;

import io.duroxide.provider.KeyValueChange;
import java.sql.SQLException;
import java.util.List;

/**
 * Key values are stored twice: as they were before the current execution, and what it has changed
 * since, where null stands for a removed key. A replay starts from the former; the latter moves
 * over when the execution ends.
 */
final class KeyValueWrites {

  private static final String PUT =
      "INSERT INTO key_value_changes (instance_id, name, value, updated_at) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (instance_id, name) DO UPDATE SET value = excluded.value,"
          + " updated_at = excluded.updated_at";
  private static final String REMOVE_NEW =
      "UPDATE key_value_changes SET value = NULL WHERE instance_id = ?";
  private static final String REMOVE_OLD =
      "INSERT INTO key_value_changes (instance_id, name, value, updated_at)"
          + " SELECT instance_id, name, NULL, 0 FROM key_values WHERE instance_id = ?"
          + " ON CONFLICT (instance_id, name) DO NOTHING";

  private static final String HAS_CHANGES =
      "SELECT 1 FROM key_value_changes WHERE instance_id = ? LIMIT 1";
  private static final String MERGE_REMOVED =
      "DELETE FROM key_values WHERE instance_id = ? AND name IN"
          + " (SELECT name FROM key_value_changes WHERE instance_id = ? AND value IS NULL)";
  private static final String MERGE_SET =
      "INSERT INTO key_values (instance_id, name, value, updated_at)"
          + " SELECT instance_id, name, value, updated_at FROM key_value_changes"
          + " WHERE instance_id = ? AND value IS NOT NULL"
          + " ON CONFLICT (instance_id, name) DO UPDATE SET value = excluded.value,"
          + " updated_at = excluded.updated_at";
  private static final String FORGET_CHANGES =
      "DELETE FROM key_value_changes WHERE instance_id = ?";
  private static final String FORGET = "DELETE FROM key_values WHERE instance_id = ?";

  private KeyValueWrites() {}

  static void apply(Session session, String instance, List<KeyValueChange> changes)
      throws SQLException {
    for (KeyValueChange change : changes) {
      if (change instanceof KeyValueChange.Set set) {
        session.update(PUT, instance, set.key(), set.value(), set.at());
      } else if (change instanceof KeyValueChange.Remove remove) {
        session.update(PUT, instance, remove.key(), null, 0);
      } else {
        session.update(REMOVE_NEW, instance);
        session.update(REMOVE_OLD, instance);
      }
    }
  }

  /** At the end of an execution. */
  static void merge(Session session, String instance) throws SQLException {
    if (session.exists(HAS_CHANGES, instance)) {
      session.update(MERGE_REMOVED, instance, instance);
      session.update(MERGE_SET, instance);
      session.update(FORGET_CHANGES, instance);
    }
  }

  static void delete(Session session, String instance) throws SQLException {
    session.update(FORGET_CHANGES, instance);
    session.update(FORGET, instance);
  }
}
