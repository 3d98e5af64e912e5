package io.duroxide.provider.memory;

import io.duroxide.history.ParentLink;
import io.duroxide.provider.CustomStatus;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.TurnCommit.ExecutionState;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An instance of which a turn was committed, with its executions. */
final class StoredInstance {

  private final String id;
  private final long createdAt;
  private final @Nullable ParentLink parent;
  private final NavigableMap<Long, StoredExecution> executions = new TreeMap<>();
  private final KeyValues keyValues = new KeyValues();
  private StoredExecution current;
  private CustomStatus customStatus = CustomStatus.NONE;
  private boolean suspended;

  StoredInstance(String id, long executionId, ExecutionState state, long now) {
    this.id = id;
    this.createdAt = state.startedAt();
    this.parent = state.parent();
    this.current = new StoredExecution(executionId, state, now);
    executions.put(executionId, current);
  }

  /** The execution as the turn leaves it; the current one never goes back. */
  StoredExecution update(long executionId, ExecutionState state, long now) {
    StoredExecution execution =
        executions.computeIfAbsent(
            executionId, missing -> new StoredExecution(executionId, state, now));
    execution.update(state, now);
    if (executionId > current.id()) {
      current = execution;
    }
    return execution;
  }

  void change(InstanceChanges changes) {
    if (changes.customStatus() != null) {
      customStatus = new CustomStatus(changes.customStatus().value(), customStatus.version() + 1);
    }
    changes.keyValues().forEach(keyValues::apply);
    if (current.state().status() != ExecutionStatus.RUNNING) {
      keyValues.merge();
    }
  }

  void suspend(boolean newSuspended) {
    suspended = newSuspended;
  }

  boolean suspended() {
    return suspended && !ended();
  }

  boolean ended() {
    return current.state().status().endsInstance();
  }

  String id() {
    return id;
  }

  long createdAt() {
    return createdAt;
  }

  @Nullable String parentInstance() {
    return parent == null ? null : parent.instance();
  }

  StoredExecution current() {
    return current;
  }

  NavigableMap<Long, StoredExecution> executions() {
    return executions;
  }

  KeyValues keyValues() {
    return keyValues;
  }

  long eventCount() {
    return executions.values().stream().mapToLong(StoredExecution::eventCount).sum();
  }

  InstanceStatus status() {
    return switch (current.state().status()) {
      case COMPLETED -> InstanceStatus.COMPLETED;
      case FAILED -> InstanceStatus.FAILED;
      case CANCELLED -> InstanceStatus.CANCELLED;
      case RUNNING, CONTINUED_AS_NEW ->
          suspended ? InstanceStatus.SUSPENDED : InstanceStatus.RUNNING;
    };
  }

  InstanceInfo info() {
    return new InstanceInfo(
        id,
        current.state().orchestrationName(),
        current.state().orchestrationVersion(),
        current.id(),
        status(),
        ended() ? current.state().result() : null,
        createdAt,
        current.updatedAt(),
        parentInstance(),
        customStatus);
  }

  CurrentExecution currentExecution() {
    ExecutionState state = current.state();
    return new CurrentExecution(
        current.id(),
        state.orchestrationName(),
        state.orchestrationVersion(),
        state.status(),
        current.lastEventId(),
        state.turns(),
        createdAt,
        parent,
        current.runtimeVersion(),
        state.historyBytes());
  }
}
