package io.duroxide.benchmarks.hotpath;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeadLetter;
import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStats;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Page;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.PruneOptions;
import io.duroxide.provider.SignalOutcome;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.StoreGauges.QueueGauge;
import io.duroxide.provider.StoreTotals;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store that takes no time, so that what remains of a call is what watches it. */
final class NoOpProvider implements Provider, ProviderAdmin {

  @Override
  public String name() {
    return "no-op";
  }

  @Override
  public @Nullable OrchestrationItem fetchOrchestrationItem(
      Duration lockTimeout, Duration pollTimeout, @Nullable VersionRange supported) {
    return null;
  }

  @Override
  public List<HistoryEvent> readHistory(String instance, long executionId, long afterEventId) {
    return List.of();
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {}

  @Override
  public void abandonOrchestrationItem(LockToken token, Duration delay, boolean ignoreAttempt) {}

  @Override
  public void renewOrchestrationItemLock(LockToken token, Duration extendBy) {}

  @Override
  public boolean startInstance(StartOrchestration start) {
    return true;
  }

  @Override
  public void enqueueForOrchestrator(OrchestratorMessage message, Duration delay) {}

  @Override
  public @Nullable ActivityItem fetchWorkItem(
      Duration lockTimeout, Duration pollTimeout, WorkerFilter filter) {
    return null;
  }

  @Override
  public void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion) {}

  @Override
  public void abandonWorkItem(LockToken token, Duration delay, boolean ignoreAttempt) {}

  @Override
  public void renewWorkItemLock(LockToken token, Duration extendBy) {}

  @Override
  public @Nullable InstanceInfo instanceInfo(String instance) {
    return null;
  }

  @Override
  public @Nullable InstanceInfo awaitInstanceEnd(String instance, Duration pollTimeout) {
    return null;
  }

  @Override
  public ProviderAdmin admin() {
    return this;
  }

  @Override
  public StoreGauges storeGauges() {
    QueueGauge empty = new QueueGauge(0, 0);
    return new StoreGauges(List.of(), empty, empty, 0);
  }

  @Override
  public ConnectionPool connectionPool() {
    return new ConnectionPool(0, 0, 0, 0);
  }

  @Override
  public SignalOutcome signalWithStart(StartOrchestration start, QueueMessageSent signal) {
    return SignalOutcome.STARTED;
  }

  @Override
  public boolean suspendInstance(String instance) {
    return false;
  }

  @Override
  public boolean resumeInstance(String instance) {
    return false;
  }

  @Override
  public Set<LockToken> cancelledWorkItems(Collection<LockToken> held) {
    return Set.of();
  }

  @Override
  public int renewSessionLock(Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    return 0;
  }

  @Override
  public int cleanupOrphanedSessions() {
    return 0;
  }

  @Override
  public Map<String, KeyValue> keyValuesBeforeExecution(String instance) {
    return Map.of();
  }

  @Override
  public Map<String, KeyValue> keyValues(String instance) {
    return Map.of();
  }

  @Override
  public @Nullable KeyValue keyValue(String instance, String key) {
    return null;
  }

  @Override
  public @Nullable KeyValue awaitKeyValue(String instance, String key, Duration pollTimeout) {
    return null;
  }

  @Override
  public @Nullable InstanceInfo awaitCustomStatus(
      String instance, long seenVersion, Duration pollTimeout) {
    return null;
  }

  @Override
  public Page<InstanceInfo> instances(InstanceQuery query) {
    return new Page<>(List.of(), null);
  }

  @Override
  public List<ExecutionInfo> executions(String instance) {
    return List.of();
  }

  @Override
  public List<String> children(String instance) {
    return List.of();
  }

  @Override
  public List<String> family(String instance) {
    return List.of();
  }

  @Override
  public StoreTotals totals() {
    return new StoreTotals(Map.of(), 0, 0);
  }

  @Override
  public InstanceStats instanceStats(String instance) {
    return new InstanceStats(0, 0, 0, 0, 0, 0);
  }

  @Override
  public DeletionCounts deleteInstances(Collection<String> instances, boolean force) {
    return DeletionCounts.NONE;
  }

  @Override
  public DeletionCounts deleteFamily(String instance, boolean force) {
    return DeletionCounts.NONE;
  }

  @Override
  public DeletionCounts deleteInstances(DeletionFilter filter) {
    return DeletionCounts.NONE;
  }

  @Override
  public DeletionCounts pruneExecutions(String instance, PruneOptions options) {
    return DeletionCounts.NONE;
  }

  @Override
  public DeletionCounts pruneExecutions(DeletionFilter filter, PruneOptions options) {
    return DeletionCounts.NONE;
  }

  @Override
  public int deleteUnclaimedMessages(long enqueuedBefore) {
    return 0;
  }

  @Override
  public Page<DeadLetter> deadLetters(int limit, @Nullable String after) {
    return new Page<>(List.of(), null);
  }

  @Override
  public int deleteDeadLetters(long before) {
    return 0;
  }

  @Override
  public void close() {}
}
