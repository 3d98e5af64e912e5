package io.duroxide.it.apps;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.SignalOutcome;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A user's own provider around another one: every call passes through {@link #around}. */
class DecoratedProvider implements Provider {

  private final Provider inner;

  DecoratedProvider(Provider inner) {
    this.inner = inner;
  }

  /** What this layer adds to a call; nothing unless overridden. */
  <T extends @Nullable Object> T around(String method, Supplier<T> call) {
    return call.get();
  }

  private void run(String method, Runnable call) {
    Object unused =
        this.<@Nullable Object>around(
            method,
            () -> {
              call.run();
              return null;
            });
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public @Nullable OrchestrationItem fetchOrchestrationItem(
      Duration lockTimeout, Duration pollTimeout, @Nullable VersionRange supported) {
    return this.<@Nullable OrchestrationItem>around(
        "fetchOrchestrationItem",
        () -> inner.fetchOrchestrationItem(lockTimeout, pollTimeout, supported));
  }

  @Override
  public List<HistoryEvent> readHistory(String instance, long executionId, long afterEventId) {
    return around("readHistory", () -> inner.readHistory(instance, executionId, afterEventId));
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {
    run("ackOrchestrationItem", () -> inner.ackOrchestrationItem(commit));
  }

  @Override
  public void abandonOrchestrationItem(LockToken token, Duration delay, boolean ignoreAttempt) {
    run(
        "abandonOrchestrationItem",
        () -> inner.abandonOrchestrationItem(token, delay, ignoreAttempt));
  }

  @Override
  public void renewOrchestrationItemLock(LockToken token, Duration extendBy) {
    run("renewOrchestrationItemLock", () -> inner.renewOrchestrationItemLock(token, extendBy));
  }

  @Override
  public boolean startInstance(StartOrchestration start) {
    return around("startInstance", () -> inner.startInstance(start));
  }

  @Override
  public void enqueueForOrchestrator(OrchestratorMessage message, Duration delay) {
    run("enqueueForOrchestrator", () -> inner.enqueueForOrchestrator(message, delay));
  }

  @Override
  public SignalOutcome signalWithStart(StartOrchestration start, QueueMessageSent signal) {
    return around("signalWithStart", () -> inner.signalWithStart(start, signal));
  }

  @Override
  public boolean suspendInstance(String instance) {
    return around("suspendInstance", () -> inner.suspendInstance(instance));
  }

  @Override
  public boolean resumeInstance(String instance) {
    return around("resumeInstance", () -> inner.resumeInstance(instance));
  }

  @Override
  public @Nullable ActivityItem fetchWorkItem(
      Duration lockTimeout, Duration pollTimeout, WorkerFilter filter) {
    return this.<@Nullable ActivityItem>around(
        "fetchWorkItem", () -> inner.fetchWorkItem(lockTimeout, pollTimeout, filter));
  }

  @Override
  public void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion) {
    run("ackWorkItem", () -> inner.ackWorkItem(token, completion));
  }

  @Override
  public void abandonWorkItem(LockToken token, Duration delay, boolean ignoreAttempt) {
    run("abandonWorkItem", () -> inner.abandonWorkItem(token, delay, ignoreAttempt));
  }

  @Override
  public void renewWorkItemLock(LockToken token, Duration extendBy) {
    run("renewWorkItemLock", () -> inner.renewWorkItemLock(token, extendBy));
  }

  @Override
  public Set<LockToken> cancelledWorkItems(Collection<LockToken> held) {
    return around("cancelledWorkItems", () -> inner.cancelledWorkItems(held));
  }

  @Override
  public int renewSessionLock(Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    return around("renewSessionLock", () -> inner.renewSessionLock(owners, extendBy, idleTimeout));
  }

  @Override
  public int cleanupOrphanedSessions() {
    return around("cleanupOrphanedSessions", inner::cleanupOrphanedSessions);
  }

  @Override
  public Map<String, KeyValue> keyValuesBeforeExecution(String instance) {
    return around("keyValuesBeforeExecution", () -> inner.keyValuesBeforeExecution(instance));
  }

  @Override
  public Map<String, KeyValue> keyValues(String instance) {
    return around("keyValues", () -> inner.keyValues(instance));
  }

  @Override
  public @Nullable KeyValue keyValue(String instance, String key) {
    return this.<@Nullable KeyValue>around("keyValue", () -> inner.keyValue(instance, key));
  }

  @Override
  public @Nullable KeyValue awaitKeyValue(String instance, String key, Duration pollTimeout) {
    return this.<@Nullable KeyValue>around(
        "awaitKeyValue", () -> inner.awaitKeyValue(instance, key, pollTimeout));
  }

  @Override
  public @Nullable InstanceInfo instanceInfo(String instance) {
    return this.<@Nullable InstanceInfo>around("instanceInfo", () -> inner.instanceInfo(instance));
  }

  @Override
  public @Nullable InstanceInfo awaitInstanceEnd(String instance, Duration pollTimeout) {
    return this.<@Nullable InstanceInfo>around(
        "awaitInstanceEnd", () -> inner.awaitInstanceEnd(instance, pollTimeout));
  }

  @Override
  public @Nullable InstanceInfo awaitCustomStatus(
      String instance, long seenVersion, Duration pollTimeout) {
    return this.<@Nullable InstanceInfo>around(
        "awaitCustomStatus", () -> inner.awaitCustomStatus(instance, seenVersion, pollTimeout));
  }

  @Override
  public ProviderAdmin admin() {
    return inner.admin();
  }

  @Override
  public void close() {
    inner.close();
  }
}
