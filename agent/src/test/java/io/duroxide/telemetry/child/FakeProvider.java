package io.duroxide.telemetry.child;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.TurnCommit;
import java.time.Duration;
import java.util.List;

/**
 * A store as a user would write one: nothing in it, one activity to fetch; decorates another if
 * given.
 */
public class FakeProvider implements Provider, ProviderAdmin {

  private final Provider inner;

  public FakeProvider(Provider inner) {
    this.inner = inner;
  }

  public static ActivityItem activity() {
    return new ActivityItem(
        new ActivityWorkItem("i", 1, 2, "charge", null, "pay", "1.0", 1, 3, null),
        1,
        Duration.ofNanos(11),
        new LockToken("i", "t"),
        Duration.ofNanos(12));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public OrchestrationItem fetchOrchestrationItem(Duration lockTimeout, Duration pollTimeout) {
    return null;
  }

  @Override
  public List<HistoryEvent> readHistory(String instance, long executionId, long afterEventId) {
    throw new ProviderException("readHistory", ErrorKind.CORRUPTION, false, "bad", null);
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {
    throw new IllegalStateException("no such turn");
  }

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
  public ActivityItem fetchWorkItem(Duration lockTimeout, Duration pollTimeout) {
    return inner == null ? activity() : inner.fetchWorkItem(lockTimeout, pollTimeout);
  }

  @Override
  public void ackWorkItem(LockToken token, OrchestratorMessage completion) {}

  @Override
  public void abandonWorkItem(LockToken token, Duration delay, boolean ignoreAttempt) {}

  @Override
  public void renewWorkItemLock(LockToken token, Duration extendBy) {}

  @Override
  public InstanceInfo instanceInfo(String instance) {
    return null;
  }

  @Override
  public InstanceInfo awaitInstanceEnd(String instance, Duration pollTimeout) {
    return null;
  }

  @Override
  public ProviderAdmin admin() {
    return this;
  }

  @Override
  public StoreGauges storeGauges() {
    StoreGauges.QueueGauge empty = new StoreGauges.QueueGauge(0, 0);
    return new StoreGauges(List.of(), empty, empty, 0);
  }

  @Override
  public ConnectionPool connectionPool() {
    return new ConnectionPool(0, 0, 1, 0);
  }

  @Override
  public void close() {}
}
