package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityCompleted;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.Provider;
import io.duroxide.provider.StoreGauges;
import io.duroxide.runtime.simulation.Activities.Attempt;
import io.duroxide.runtime.simulation.Program.Tally;
import java.util.ArrayList;
import java.util.List;

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
    ledger.instances().forEach(this::checkInstance);
    checkQueues();
    return violations;
  }

  /** Once everything that waited was cancelled. */
  List<String> violationsAtTheEnd() {
    violations = new ArrayList<>();
    for (String instance : ledger.instances()) {
      InstanceStatus status = info(instance).status();
      require(status.isEnd(), instance + " is " + status + " although it was cancelled");
      checkInstance(instance);
    }
    checkQueues();
    return violations;
  }

  private void checkInstance(String instance) {
    InstanceInfo info = info(instance);
    for (long execution = 1; execution <= info.executionId(); execution++) {
      List<HistoryEvent> history = store.readHistory(instance, execution, 0);
      String where = instance + " execution " + execution;
      violations.addAll(Histories.violations(where, history));
      violations.addAll(replay.violations(instance, execution, history));
      for (HistoryEvent event : history) {
        checkEffect(instance, execution, event);
      }
    }
    checkResult(info);
    if (!info.status().isEnd()) {
      require(waitsForEver(instance), instance + " is " + info.status() + " and waits for nothing");
    }
  }

  private void checkEffect(String instance, long execution, HistoryEvent event) {
    if (event instanceof ActivityCompleted completed) {
      require(
          activities.wasDone(new Attempt(instance, execution, completed.scheduledId())),
          instance + ": activity " + execution + "." + completed.scheduledId() + " was never run");
    } else if (event instanceof DetachedStarted detached) {
      require(
          store.instanceInfo(detached.startedInstance()) != null,
          instance + ": detached " + detached.startedInstance() + " was lost");
    }
  }

  private void checkResult(InstanceInfo info) {
    String instance = info.instance();
    OrchestrationStarted started = (OrchestrationStarted) store.readHistory(instance, 1, 0).get(0);
    Program program = requireNonNull(PayloadCodec.decode(started.input(), Program.class));
    Expectation.Result expected = Expectation.of(program.steps(), started.version());
    switch (info.status()) {
      case COMPLETED -> {
        Tally tally = requireNonNull(PayloadCodec.decode(info.result(), Tally.class));
        require(
            expected.failure() == null && tally.sum() == expected.sum(),
            instance + " gave " + tally + " instead of " + expected);
      }
      case FAILED -> {
        String message = PayloadCodec.decodeError(info.result()).message();
        require(
            message.equals(expected.failure()),
            instance + " failed with '" + message + "' instead of " + expected);
      }
      case CANCELLED ->
          require(
              ledger.wasCancelled(instance) || wasCancelledByParent(info),
              instance + " was cancelled by nobody");
      case RUNNING, SUSPENDED -> {
        // What it waits for is checked elsewhere.
      }
    }
  }

  private boolean wasCancelledByParent(InstanceInfo info) {
    String parent = info.parentInstance();
    if (parent == null) {
      return false;
    }
    long executions = info(parent).executionId();
    for (long execution = 1; execution <= executions; execution++) {
      List<HistoryEvent> history = store.readHistory(parent, execution, 0);
      if (Histories.cancelledChildren(history).contains(info.instance())) {
        return true;
      }
    }
    return false;
  }

  /** For an event that is never raised, or for somebody who does. */
  private boolean waitsForEver(String instance) {
    List<HistoryEvent> history = store.readHistory(instance, info(instance).executionId(), 0);
    return Histories.open(history).stream().anyMatch(event -> lastsForEver(instance, event));
  }

  private boolean lastsForEver(String instance, HistoryEvent event) {
    if (event instanceof EventSubscribed wait) {
      return wait.name().startsWith(Program.NEVER);
    }
    return event instanceof SubOrchestrationScheduled child
        && !child.childInstance().equals(instance)
        && !info(child.childInstance()).status().isEnd()
        && waitsForEver(child.childInstance());
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
