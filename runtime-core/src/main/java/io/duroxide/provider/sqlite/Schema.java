package io.duroxide.provider.sqlite;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, in numbered steps; {@code PRAGMA user_version} counts those a file has had. */
final class Schema {

  /** Never change a step that was released: append one. */
  private static final List<String> MIGRATIONS =
      List.of(
          """
          CREATE TABLE instances (
            instance_id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            current_execution_id INTEGER NOT NULL,
            status TEXT NOT NULL,
            result TEXT,
            started_at INTEGER NOT NULL,
            parent TEXT,
            parent_instance TEXT
          ) WITHOUT ROWID;
          CREATE INDEX instances_running ON instances (name) WHERE status = 'RUNNING';
          CREATE INDEX instances_parent ON instances (parent_instance)
            WHERE parent_instance IS NOT NULL;
          CREATE TABLE executions (
            instance_id TEXT NOT NULL,
            execution_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            status TEXT NOT NULL,
            result TEXT,
            turns INTEGER NOT NULL,
            last_event_id INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            ended_at INTEGER,
            PRIMARY KEY (instance_id, execution_id)
          ) WITHOUT ROWID;
          CREATE TABLE history (
            instance_id TEXT NOT NULL,
            execution_id INTEGER NOT NULL,
            event_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            event TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (instance_id, execution_id, event_id)
          ) WITHOUT ROWID;
          CREATE TABLE orchestrator_queue (
            id INTEGER PRIMARY KEY,
            instance_id TEXT NOT NULL,
            starts INTEGER NOT NULL,
            message TEXT NOT NULL,
            visible_at INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL,
            lock_token TEXT,
            deliveries INTEGER NOT NULL DEFAULT 0
          );
          CREATE INDEX orchestrator_queue_instance ON orchestrator_queue (instance_id, visible_at);
          CREATE TABLE turn_queue (
            instance_id TEXT NOT NULL PRIMARY KEY,
            due_at INTEGER NOT NULL,
            lock_token TEXT
          ) WITHOUT ROWID;
          CREATE INDEX turn_queue_due ON turn_queue (due_at);
          CREATE TABLE worker_queue (
            id INTEGER PRIMARY KEY,
            instance_id TEXT NOT NULL,
            execution_id INTEGER NOT NULL,
            scheduled_id INTEGER NOT NULL,
            item TEXT NOT NULL,
            visible_at INTEGER NOT NULL,
            available_at INTEGER NOT NULL,
            lock_token TEXT,
            deliveries INTEGER NOT NULL DEFAULT 0,
            tag TEXT,
            session_id TEXT
          );
          CREATE INDEX worker_queue_visible ON worker_queue (visible_at, id);
          CREATE INDEX worker_queue_activity
            ON worker_queue (instance_id, execution_id, scheduled_id);
          """,
          """
          ALTER TABLE instances ADD COLUMN custom_status TEXT;
          ALTER TABLE instances ADD COLUMN custom_status_version INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE instances ADD COLUMN ended_at INTEGER;
          UPDATE instances SET ended_at = (SELECT e.ended_at FROM executions e
            WHERE e.instance_id = instances.instance_id
            AND e.execution_id = instances.current_execution_id) WHERE status <> 'RUNNING';
          DROP INDEX instances_running;
          CREATE INDEX instances_listed ON instances (status, started_at, instance_id, name);
          CREATE INDEX instances_ended ON instances (ended_at)
            WHERE ended_at IS NOT NULL AND parent_instance IS NULL;
          ALTER TABLE executions ADD COLUMN runtime_version TEXT;
          ALTER TABLE executions ADD COLUMN runtime_number INTEGER;
          ALTER TABLE executions ADD COLUMN history_bytes INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE executions ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
          UPDATE executions SET events = (SELECT COUNT(*) FROM history h
            WHERE h.instance_id = executions.instance_id
            AND h.execution_id = executions.execution_id);
          CREATE INDEX executions_continued ON executions (ended_at)
            WHERE status = 'CONTINUED_AS_NEW';
          ALTER TABLE orchestrator_queue ADD COLUMN parent_instance TEXT;
          UPDATE orchestrator_queue SET parent_instance =
            json_extract(message, '$.parent.instance') WHERE starts = 1 AND json_valid(message);
          CREATE INDEX orchestrator_queue_parent ON orchestrator_queue (parent_instance)
            WHERE parent_instance IS NOT NULL;
          ALTER TABLE turn_queue ADD COLUMN aside INTEGER;
          DROP INDEX turn_queue_due;
          CREATE INDEX turn_queue_due ON turn_queue (due_at) WHERE aside IS NULL;
          CREATE INDEX turn_queue_aside ON turn_queue (aside) WHERE aside IS NOT NULL;
          ALTER TABLE worker_queue ADD COLUMN session_owner TEXT;
          DROP INDEX worker_queue_visible;
          CREATE INDEX worker_queue_plain ON worker_queue (visible_at, id)
            WHERE tag IS NULL AND session_id IS NULL;
          CREATE INDEX worker_queue_tagged ON worker_queue (visible_at, id)
            WHERE tag IS NOT NULL AND session_id IS NULL;
          CREATE INDEX worker_queue_tag ON worker_queue (tag, visible_at, id)
            WHERE tag IS NOT NULL AND session_id IS NULL;
          CREATE INDEX worker_queue_owner ON worker_queue (session_owner, visible_at, id)
            WHERE session_id IS NOT NULL;
          CREATE INDEX worker_queue_owner_tag ON worker_queue
            (session_owner, tag, visible_at, id) WHERE session_id IS NOT NULL;
          CREATE INDEX worker_queue_session ON worker_queue (session_id)
            WHERE session_id IS NOT NULL;
          CREATE TABLE sessions (
            session_id TEXT NOT NULL PRIMARY KEY,
            owner TEXT,
            expires_at INTEGER NOT NULL,
            active_at INTEGER NOT NULL
          ) WITHOUT ROWID;
          CREATE INDEX sessions_expiry ON sessions (expires_at) WHERE owner IS NOT NULL;
          CREATE TABLE key_values (
            instance_id TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (instance_id, name)
          ) WITHOUT ROWID;
          CREATE TABLE key_value_changes (
            instance_id TEXT NOT NULL,
            name TEXT NOT NULL,
            value TEXT,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (instance_id, name)
          ) WITHOUT ROWID;
          CREATE TABLE dead_letters (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            instance_id TEXT NOT NULL,
            item TEXT NOT NULL,
            error TEXT,
            at INTEGER NOT NULL
          );
          """,
          """
          ALTER TABLE orchestrator_queue ADD COLUMN timer INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE orchestrator_queue ADD COLUMN parent TEXT;
          UPDATE orchestrator_queue SET
            timer = json_extract(message, '$.type') = 'TIMER_FIRED',
            parent = CASE WHEN starts = 1 THEN json_extract(message, '$.parent') END
            WHERE json_valid(message) AND json_type(message, '$.type') = 'text';
          UPDATE orchestrator_queue SET visible_at = 0 WHERE visible_at <= enqueued_at;
          ALTER TABLE turn_queue ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE turn_queue ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
          UPDATE turn_queue SET since = CASE WHEN lock_token IS NULL THEN due_at ELSE 0 END, place = COALESCE((SELECT MIN(q.id)
            FROM orchestrator_queue q WHERE q.instance_id = turn_queue.instance_id), 0);
          UPDATE turn_queue SET due_at = 0 WHERE lock_token IS NULL
            AND due_at < 9223372036854775807 AND EXISTS (SELECT 1 FROM orchestrator_queue q
            WHERE q.instance_id = turn_queue.instance_id AND q.visible_at = 0
            AND (q.starts = 1 OR EXISTS (SELECT 1 FROM instances i
            WHERE i.instance_id = q.instance_id)));
          DROP INDEX turn_queue_due;
          CREATE INDEX turn_queue_ready ON turn_queue (place) WHERE aside IS NULL AND due_at = 0;
          CREATE INDEX turn_queue_due ON turn_queue (due_at) WHERE aside IS NULL AND due_at > 0;
          ALTER TABLE worker_queue ADD COLUMN leased_at INTEGER;
          UPDATE worker_queue SET visible_at = 0 WHERE lock_token IS NULL AND deliveries = 0;
          ALTER TABLE sessions ADD COLUMN leased_at INTEGER NOT NULL DEFAULT 0;
          UPDATE sessions SET leased_at = active_at;
          """);

  private Schema() {}

  /** Brings the file up to date; any number of processes may do so at once. */
  static void migrate(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (version(statement) == MIGRATIONS.size()) {
        return;
      }
      statement.execute("BEGIN IMMEDIATE");
      try {
        runMissing(statement, file);
        statement.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        statement.execute("ROLLBACK");
        throw e;
      }
    }
  }

  private static void runMissing(Statement statement, Path file) throws SQLException {
    int version = version(statement);
    if (version > MIGRATIONS.size()) {
      throw new ProviderException(
          "open",
          ErrorKind.OTHER,
          false,
          "%s has schema version %d, this library knows versions up to %d"
              .formatted(file, version, MIGRATIONS.size()),
          null);
    }
    for (String migration : MIGRATIONS.subList(version, MIGRATIONS.size())) {
      for (String part : migration.split(";", -1)) {
        if (!part.isBlank()) {
          statement.execute(part);
        }
      }
    }
    statement.execute("PRAGMA user_version = " + MIGRATIONS.size());
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
