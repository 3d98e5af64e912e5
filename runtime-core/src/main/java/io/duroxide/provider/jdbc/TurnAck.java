package io.duroxide.provider.jdbc;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryEvent;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.InstanceChanges.NewCustomStatus;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes all a turn decided and releases its instance. */
public final class TurnAck implements Operation<@Nullable Void> {

  private static final String REMOVE_MESSAGES =
      "DELETE FROM orchestrator_queue WHERE instance_id = ? AND lock_token = ?";
  private static final String APPEND_EVENT =
      "INSERT INTO history (instance_id, execution_id, event_id, kind, event, at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String CANCEL_ACTIVITY =
      "DELETE FROM worker_queue WHERE instance_id = ? AND execution_id = ? AND scheduled_id = ?";

  /**
   * The current execution never goes back, and an older one does not change the instance. One that
   * begins leaves a suspension as it is.
   */
  private static final String SAVE_INSTANCE =
      "INSERT INTO instances (instance_id, name, version, current_execution_id, status, result,"
          + " started_at, ended_at, parent, parent_instance) VALUES (?, ?, ?, ?, ?, ?, ?,"
          + " (SELECT ended_at FROM executions WHERE instance_id = ? AND execution_id = ? AND ?),"
          + " ?, ?)"
          + " ON CONFLICT (instance_id) DO UPDATE SET name = excluded.name,"
          + " version = excluded.version, current_execution_id = excluded.current_execution_id,"
          + " status = CASE WHEN excluded.ended_at IS NULL AND instances.status = 'SUSPENDED'"
          + " THEN instances.status ELSE excluded.status END, result = excluded.result,"
          + " ended_at = excluded.ended_at"
          + " WHERE excluded.current_execution_id >= instances.current_execution_id";

  /** Nobody waits for them any more: those of races that were lost, and of code that has ended. */
  private static final String FORGET_TIMERS =
      "DELETE FROM orchestrator_queue WHERE instance_id = ? AND timer = 1";

  private static final String SAVE_CUSTOM_STATUS =
      "UPDATE instances SET custom_status = ?, custom_status_version = custom_status_version + 1"
          + " WHERE instance_id = ?";

  private final TurnCommit commit;
  private final List<@Nullable Object[]> events;
  private final List<String> activities;
  private final List<EncodedMessage> messages;
  private final @Nullable String parent;

  public TurnAck(TurnCommit commit) {
    this.commit = commit;
    this.events = commit.events().stream().map(this::encoded).toList();
    this.activities = commit.activities().stream().map(HistoryCodec::encode).toList();
    this.messages =
        commit.messages().stream().map(out -> EncodedMessage.of(out.message())).toList();
    ExecutionState state = commit.state();
    this.parent =
        state == null || state.parent() == null ? null : HistoryCodec.encode(state.parent());
  }

  @Override
  public @Nullable Void run(Session session) throws SQLException {
    long now = session.now();
    String instance = commit.instance();
    boolean sameInstance = instance.equals(commit.lockToken().subject());
    boolean released = sameInstance && TurnQueue.releaseIfDone(session, commit.lockToken(), now);
    if (!released && !(sameInstance && TurnQueue.holds(session, commit.lockToken(), now))) {
      throw ProviderException.lockLost("ackOrchestrationItem", commit.lockToken());
    }
    session.update(REMOVE_MESSAGES, instance, commit.lockToken().value());
    session.updateEach(APPEND_EVENT, events);
    ExecutionState state = commit.state();
    if (state != null) {
      save(session, state, now);
      if (state.status() != ExecutionStatus.RUNNING) {
        session.update(FORGET_TIMERS, instance);
      }
    }
    change(session, state);
    for (int i = 0; i < activities.size(); i++) {
      ActivityInsert.run(session, commit.activities().get(i), activities.get(i), now);
    }
    insertMessages(session, now);
    for (long scheduledId : commit.cancelledActivities()) {
      session.update(CANCEL_ACTIVITY, instance, commit.executionId(), scheduledId);
    }
    for (String letter : commit.deadLetters()) {
      DeadLetters.putMessage(session, instance, letter, now);
    }
    if (!released) {
      TurnQueue.release(session, instance, now);
    }
    return null;
  }

  private @Nullable Object[] encoded(HistoryEvent event) {
    return new @Nullable Object[] {
      commit.instance(),
      commit.executionId(),
      event.id(),
      event.kind().name(),
      HistoryCodec.encode(event),
      event.at()
    };
  }

  /** A turn in the middle of an execution leaves the instance's row as it is. */
  private void save(Session session, ExecutionState state, long now) throws SQLException {
    boolean isNew = ExecutionSave.run(session, commit, state, now);
    boolean ends = state.status().endsInstance();
    if (isNew || ends) {
      session.update(
          SAVE_INSTANCE,
          commit.instance(),
          state.orchestrationName(),
          state.orchestrationVersion(),
          commit.executionId(),
          (ends ? state.status() : ExecutionStatus.RUNNING).name(),
          ends ? state.result() : null,
          state.startedAt(),
          commit.instance(),
          commit.executionId(),
          ends ? 1 : 0,
          parent,
          state.parent() == null ? null : state.parent().instance());
    }
    if (ends) {
      session.effects().ended(commit.instance());
    }
  }

  /** What outlives the execution. */
  private void change(Session session, @Nullable ExecutionState state) throws SQLException {
    String instance = commit.instance();
    NewCustomStatus customStatus = commit.changes().customStatus();
    if (customStatus != null) {
      session.update(SAVE_CUSTOM_STATUS, customStatus.value(), instance);
    }
    KeyValueWrites.apply(session, instance, commit.changes().keyValues());
    if (!commit.changes().equals(InstanceChanges.NONE)) {
      session.effects().changed(instance);
    }
    if (state != null && state.status() != ExecutionStatus.RUNNING) {
      KeyValueWrites.merge(session, instance);
    }
  }

  private void insertMessages(Session session, long now) throws SQLException {
    for (int i = 0; i < messages.size(); i++) {
      OutgoingMessage out = commit.messages().get(i);
      messages
          .get(i)
          .insert(
              session,
              out.visibleAt() == null ? Visibility.AT_ONCE : Visibility.from(out.visibleAt(), now),
              now);
    }
  }
}
