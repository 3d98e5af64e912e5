package io.duroxide.benchmarks.hotpath;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.StoreGauges.QueueGauge;
import io.duroxide.provider.TurnCommit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that takes no time, so that what remains of a call is what watches it. */
final class NoOpProvider implements Provider, ProviderAdmin {

  @Override
  public String name() {
    return "no-op";
  }

  @Override
  public @Nullable OrchestrationItem fetchOrchestrationItem(
      Duration lockTimeout, Duration pollTimeout) {
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
  public @Nullable ActivityItem fetchWorkItem(Duration lockTimeout, Duration pollTimeout) {
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
  public void close() {}
}
