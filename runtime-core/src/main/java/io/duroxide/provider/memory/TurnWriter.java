package io.duroxide.provider.memory;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryEvent;
import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes all a turn decided; what can be wrong with it is found before anything is written. */
final class TurnWriter {

  private static final String OPERATION = "ackOrchestrationItem";

  private final Tables tables;
  private final TurnCommit commit;
  private final List<String> events;
  private final List<EncodedMessage> messages;

  TurnWriter(Tables tables, TurnCommit commit) {
    this.tables = tables;
    this.commit = commit;
    this.events = commit.events().stream().map(HistoryCodec::encode).toList();
    this.messages =
        commit.messages().stream().map(out -> EncodedMessage.of(out.message())).toList();
  }

  void write() {
    requireLock();
    requireNewEvents();
    save();
    commit.activities().forEach(tables.activities()::add);
    commit
        .cancelledActivities()
        .forEach(id -> tables.activities().cancel(commit.instance(), commit.executionId(), id));
    commit
        .deadLetters()
        .forEach(
            text -> tables.deadLetters().add(commit.instance(), text, HistoryCodec::decodeMessage));
    forgetTimers();
    tables.turns().release(commit.lockToken());
    enqueue();
  }

  private void requireLock() {
    tables.turns().requireHeld(OPERATION, commit.lockToken());
    if (!commit.instance().equals(commit.lockToken().subject())) {
      throw ProviderException.lockLost(OPERATION, commit.lockToken());
    }
  }

  private void requireNewEvents() {
    if (commit.state() == null && !commit.events().isEmpty()) {
      throw new IllegalArgumentException("a commit with events needs the state of the execution");
    }
    StoredInstance stored = tables.instances().find(commit.instance());
    StoredExecution execution =
        stored == null ? null : stored.executions().get(commit.executionId());
    Set<Long> ids = new HashSet<>();
    for (HistoryEvent event : commit.events()) {
      boolean isStored = execution != null && execution.hasEvent(event.id());
      if (isStored || !ids.add(event.id())) {
        throw new ProviderException(
            OPERATION,
            ErrorKind.CONSTRAINT_VIOLATION,
            false,
            "event %d of %s exists already".formatted(event.id(), commit.instance()),
            null);
      }
    }
  }

  private void save() {
    ExecutionState state = commit.state();
    if (state == null) {
      return;
    }
    StoredInstance instance = instance(state);
    StoredExecution execution = instance.update(commit.executionId(), state, tables.clock().now());
    for (int i = 0; i < events.size(); i++) {
      execution.putEvent(commit.events().get(i).id(), events.get(i));
    }
    instance.change(commit.changes());
  }

  private StoredInstance instance(ExecutionState state) {
    @Nullable StoredInstance stored = tables.instances().find(commit.instance());
    if (stored != null) {
      return stored;
    }
    StoredInstance created =
        new StoredInstance(commit.instance(), commit.executionId(), state, tables.clock().now());
    tables.instances().add(created);
    return created;
  }

  private void forgetTimers() {
    ExecutionState state = commit.state();
    if (state != null && state.status() != ExecutionStatus.RUNNING) {
      tables.turns().forgetTimers(commit.instance());
    }
  }

  private void enqueue() {
    long now = tables.clock().now();
    for (int i = 0; i < messages.size(); i++) {
      OutgoingMessage out = commit.messages().get(i);
      Long visibleAt = out.visibleAt();
      boolean atOnce = visibleAt == null || visibleAt <= now;
      tables.turns().add(messages.get(i), atOnce ? DeliveryOrder.AT_ONCE : visibleAt);
    }
  }
}
