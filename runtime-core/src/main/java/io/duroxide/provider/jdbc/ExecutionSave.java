package io.duroxide.provider.jdbc;

import io.duroxide.history.HistoryEvent;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import java.sql.SQLException;

/** Writes the row of an execution. */
final class ExecutionSave {

  private static final String UPDATE =
      "UPDATE executions SET status = ?, result = ?, turns = ?,"
          + " last_event_id = max(last_event_id, ?), events = events + ?, history_bytes = ?,"
          + " updated_at = max(started_at, ?), ended_at = max(started_at, ?), runtime_version = COALESCE(?, runtime_version),"
          + " runtime_number = COALESCE(?, runtime_number)"
          + " WHERE instance_id = ? AND execution_id = ?";

  private static final String INSERT =
      "INSERT INTO executions (status, result, turns, last_event_id, events, history_bytes,"
          + " updated_at, ended_at, runtime_version, runtime_number, instance_id, execution_id,"
          + " name, version, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private ExecutionSave() {}

  /** Returns whether this was the first turn of the execution. */
  static boolean run(Session session, TurnCommit commit, ExecutionState state, long now)
      throws SQLException {
    String status = state.status().name();
    long lastEventId = commit.events().stream().mapToLong(HistoryEvent::id).max().orElse(0);
    int events = commit.events().size();
    Long endedAt = state.status() == ExecutionStatus.RUNNING ? null : (Long) now;
    Long runtimeNumber = RuntimeVersions.number(state.runtimeVersion());
    int updated =
        session.update(
            UPDATE,
            status,
            state.result(),
            state.turns(),
            lastEventId,
            events,
            state.historyBytes(),
            now,
            endedAt,
            state.runtimeVersion(),
            runtimeNumber,
            commit.instance(),
            commit.executionId());
    if (updated == 0) {
      session.update(
          INSERT,
          status,
          state.result(),
          state.turns(),
          lastEventId,
          events,
          state.historyBytes(),
          now,
          endedAt,
          state.runtimeVersion(),
          runtimeNumber,
          commit.instance(),
          commit.executionId(),
          state.orchestrationName(),
          state.orchestrationVersion(),
          now);
    }
    return updated == 0;
  }
}
