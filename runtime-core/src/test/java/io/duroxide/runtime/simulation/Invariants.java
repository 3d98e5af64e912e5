package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.QueueMessage;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.Provider;
import io.duroxide.provider.StoreGauges;
import io.duroxide.runtime.simulation.Activities.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must be true of a store at rest. */
final class Invariants {

  private final Provider store;
  private final Ledger ledger;
  private final Activities activities;
  private final List<Client.Start> plan;
  private final Replay replay;
  private List<String> violations = new ArrayList<>();

  Invariants(
      Provider store,
      Ledger ledger,
      Activities activities,
      List<Client.Start> plan,
      CoroutineThreads threads) {
    this.store = store;
    this.ledger = ledger;
    this.activities = activities;
    this.plan = plan;
    this.replay = new Replay(threads, Interpreter.registry());
  }

  /** Once nothing happens any more by itself. */
  List<String> violationsAtRest() {
    violations = new ArrayList<>();
    for (Client.Start start : plan) {
      require(store.instanceInfo(start.instance()) != null, start.instance() + " was lost");
    }
    ledger.instances().forEach(this::check);
    checkQueues();
    return violations;
  }

  /** Once everything that waited was cancelled. */
  List<String> violationsAtTheEnd() {
    violations = new ArrayList<>();
    for (String instance : ledger.instances()) {
      InstanceStatus status = info(instance).status();
      require(status.isEnd(), instance + " is " + status + " although it was cancelled");
      check(instance);
    }
    checkQueues();
    return violations;
  }

  private void check(String instance) {
    InstanceInfo info = info(instance);
    List<List<HistoryEvent>> executions = new ArrayList<>();
    for (long id = 1; id <= info.executionId(); id++) {
      executions.add(store.readHistory(instance, id, 0));
    }
    for (List<HistoryEvent> history : executions) {
      List<String> found = Histories.violations(instance, history);
      if (!found.isEmpty()) {
        violations.addAll(found);
        return;
      }
    }
    checkExecutions(info, executions);
    checkArrivals(info, executions);
    violations.addAll(Outcomes.violations(info, executions, ledger));
    if (info.status() == InstanceStatus.CANCELLED) {
      require(
          ledger.wasCancelled(instance) || wasCancelledByParent(info),
          instance + " was cancelled by nobody");
    }
    if (!info.status().isEnd()) {
      require(
          waitsForEver(instance, executions.get(executions.size() - 1)),
          instance + " is " + info.status() + " and waits for nothing");
    }
  }

  private void checkExecutions(InstanceInfo info, List<List<HistoryEvent>> executions) {
    Map<String, KeyValue> keys = Map.of();
    for (int i = 0; i < executions.size(); i++) {
      List<HistoryEvent> history = executions.get(i);
      OrchestrationStarted next =
          i + 1 < executions.size() ? (OrchestrationStarted) executions.get(i + 1).get(0) : null;
      violations.addAll(replay.violations(info.instance(), i + 1, history, keys, next));
      keys = Histories.keyValuesAfter(keys, history);
      for (HistoryEvent event : history) {
        checkEffect(info.instance(), i + 1, event);
      }
    }
    Map<String, KeyValue> stored = store.keyValues(info.instance());
    require(
        stored.equals(keys),
        info.instance() + " stores " + stored + " although its history says " + keys);
  }

  private void checkEffect(String instance, long execution, HistoryEvent event) {
    if (event instanceof ActivityCompleted completed) {
      require(
          activities.wasDone(new Attempt(instance, execution, completed.scheduledId())),
          instance + ": activity " + execution + "." + completed.scheduledId() + " never ran");
    } else if (event instanceof DetachedStarted detached) {
      require(
          store.instanceInfo(detached.startedInstance()) != null,
          instance + ": detached " + detached.startedInstance() + " was lost");
    }
  }

  /** All that was sent arrives, once and in order; an end cuts it off. */
  private void checkArrivals(InstanceInfo info, List<List<HistoryEvent>> executions) {
    List<QueueMessage> sent = ledger.sentTo(info.instance());
    List<QueueMessage> arrived = executions.stream().flatMap(Histories::arrivals).toList();
    boolean inOrder =
        arrived.size() <= sent.size() && arrived.equals(sent.subList(0, arrived.size()));
    require(
        inOrder && (info.status().isEnd() || arrived.size() == sent.size()),
        info.instance() + " was sent " + sent + " but got " + arrived);
  }

  private boolean wasCancelledByParent(InstanceInfo info) {
    String parent = info.parentInstance();
    if (parent == null) {
      return false;
    }
    long executions = info(parent).executionId();
    for (long id = 1; id <= executions; id++) {
      if (Histories.cancelledChildren(store.readHistory(parent, id, 0)).contains(info.instance())) {
        return true;
      }
    }
    return false;
  }

  /** For an event that is never raised, or for somebody who does. */
  private boolean waitsForEver(String instance, List<HistoryEvent> history) {
    return Histories.open(history).stream().anyMatch(event -> lastsForEver(instance, event));
  }

  private boolean lastsForEver(String instance, HistoryEvent event) {
    if (event instanceof EventSubscribed wait) {
      return wait.name().startsWith(Program.NEVER);
    }
    if (!(event instanceof SubOrchestrationScheduled scheduled)
        || scheduled.childInstance().equals(instance)) {
      return false;
    }
    InstanceInfo child = store.instanceInfo(scheduled.childInstance());
    return child != null
        && !child.status().isEnd()
        && waitsForEver(
            child.instance(), store.readHistory(child.instance(), child.executionId(), 0));
  }

  private void checkQueues() {
    StoreGauges gauges = store.admin().storeGauges();
    require(
        gauges.orchestratorQueue().depth() == 0, "messages left: " + gauges.orchestratorQueue());
    require(gauges.workerQueue().depth() == 0, "activities left: " + gauges.workerQueue());
    require(gauges.timersScheduled() == 0, "timers left: " + gauges.timersScheduled());
  }

  private InstanceInfo info(String instance) {
    return requireNonNull(store.instanceInfo(instance), instance);
  }

  private void require(boolean condition, String violation) {
    if (!condition) {
      violations.add(violation);
    }
  }
}
