package io.duroxide.provider.memory;

import static java.util.Objects.requireNonNull;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.SignalOutcome;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WatchedClock;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A store in the memory of this process: for tests of orchestrations and for simulations. Nothing
 * is left of it when the process ends.
 *
 * <p>It keeps the whole contract of {@link Provider}: leases run out, activities and messages are
 * delivered again, and what is stored passes through its encoded form. It starts no thread, and a
 * call with no time to wait never blocks. Given the same calls and the same times it gives the same
 * answers, so that a simulation can be repeated.
 */
public final class InMemoryProvider implements Provider {

  private static final String NAME = "memory";

  private final Guard guard = new Guard();
  private final Tables tables;
  private final Inbox inbox;
  private final ProviderAdmin admin;

  /** Measures leases and delays with the system's clock. */
  public InMemoryProvider() {
    this(WatchedClock.of(InstantSource.system(), NAME));
  }

  /**
   * @param clock measures leases, delays and ages; blocked calls notice within milliseconds that it
   *     was set
   */
  public InMemoryProvider(InstantSource clock) {
    this(WatchedClock.ofDriven(requireNonNull(clock, "clock"), NAME));
  }

  private InMemoryProvider(WatchedClock clock) {
    this.tables = Tables.empty(clock);
    this.inbox = new Inbox(tables.clock(), tables.instances(), tables.turns());
    this.admin = new InMemoryAdmin(guard, tables);
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * When there is something to fetch next, in epoch milliseconds: the time at which a message or an
   * activity becomes visible, or the lock on one runs out. A time that has passed means now; it
   * does not say for which filter. For simulations, which set their clock to it.
   *
   * @return empty if there will be nothing before another call adds something
   */
  public OptionalLong nextDueAt() {
    return guard.call(
        "nextDueAt",
        () -> {
          tables.restartLeasesIfClockWentBack();
          long next = Math.min(tables.turns().nextDue(), tables.activities().nextDue());
          if (next == TurnQueue.NEVER) {
            return OptionalLong.empty();
          }
          return OptionalLong.of(next == DeliveryOrder.AT_ONCE ? tables.clock().now() : next);
        });
  }

  @Override
  public @Nullable OrchestrationItem fetchOrchestrationItem(
      Duration lockTimeout, Duration pollTimeout, @Nullable VersionRange supported) {
    return guard.poll(
        "fetchOrchestrationItem",
        pollTimeout,
        guard.turns(),
        waited -> {
          tables.restartLeasesIfClockWentBack();
          HandedOut handedOut = tables.turns().fetch(lockTimeout, supported);
          return handedOut == null ? null : handedOut.decode(waited);
        });
  }

  @Override
  public List<HistoryEvent> readHistory(String instance, long executionId, long afterEventId) {
    return guard.call("readHistory", () -> events(instance, executionId, afterEventId));
  }

  @Override
  public void ackOrchestrationItem(TurnCommit commit) {
    TurnWriter writer = new TurnWriter(tables, commit);
    guard.run(
        "ackOrchestrationItem",
        () -> {
          writer.write();
          guard.turns().signalAll();
          guard.activities().signalAll();
          guard.instances().signalAll();
        });
  }

  @Override
  public void abandonOrchestrationItem(LockToken token, Duration delay, boolean ignoreAttempt) {
    guard.run(
        "abandonOrchestrationItem",
        () -> {
          tables.turns().abandon(token, delay, ignoreAttempt);
          guard.turns().signalAll();
        });
  }

  @Override
  public void renewOrchestrationItemLock(LockToken token, Duration extendBy) {
    guard.run("renewOrchestrationItemLock", () -> tables.turns().renew(token, extendBy));
  }

  @Override
  public boolean startInstance(StartOrchestration start) {
    return guard.callWithNews("startInstance", guard.turns(), () -> inbox.start(start));
  }

  @Override
  public void enqueueForOrchestrator(OrchestratorMessage message, Duration delay) {
    guard.run("enqueueForOrchestrator", () -> enqueue(EncodedMessage.of(message), delay));
  }

  @Override
  public SignalOutcome signalWithStart(StartOrchestration start, QueueMessageSent signal) {
    return guard.callWithNews(
        "signalWithStart", guard.turns(), () -> inbox.signalWithStart(start, signal));
  }

  @Override
  public boolean suspendInstance(String instance) {
    return guard.call("suspendInstance", () -> inbox.suspend(instance));
  }

  @Override
  public boolean resumeInstance(String instance) {
    return guard.callWithNews("resumeInstance", guard.turns(), () -> inbox.resume(instance));
  }

  @Override
  public @Nullable ActivityItem fetchWorkItem(
      Duration lockTimeout, Duration pollTimeout, WorkerFilter filter) {
    return guard.poll(
        "fetchWorkItem",
        pollTimeout,
        guard.activities(),
        waited -> {
          tables.restartLeasesIfClockWentBack();
          return tables.activities().fetch(lockTimeout, filter, waited);
        });
  }

  @Override
  public void ackWorkItem(LockToken token, @Nullable OrchestratorMessage completion) {
    EncodedMessage message = completion == null ? null : EncodedMessage.of(completion);
    guard.run(
        "ackWorkItem",
        () -> {
          StoredActivity activity = tables.activities().requireHeld("ackWorkItem", token);
          tables.activities().finish(activity);
          if (activity.isUnreadable()) {
            tables
                .deadLetters()
                .add(activity.instance(), activity.text(), HistoryCodec::decodeActivity);
          }
          if (message != null) {
            enqueue(message, Duration.ZERO);
          }
        });
  }

  @Override
  public void abandonWorkItem(LockToken token, Duration delay, boolean ignoreAttempt) {
    guard.run(
        "abandonWorkItem",
        () -> {
          tables.activities().abandon(token, delay, ignoreAttempt);
          guard.activities().signalAll();
        });
  }

  @Override
  public void renewWorkItemLock(LockToken token, Duration extendBy) {
    guard.run("renewWorkItemLock", () -> tables.activities().renew(token, extendBy));
  }

  @Override
  public Set<LockToken> cancelledWorkItems(Collection<LockToken> held) {
    return guard.call("cancelledWorkItems", () -> tables.activities().missing(held));
  }

  @Override
  public int renewSessionLock(Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    return guard.call(
        "renewSessionLock", () -> tables.activities().renewSessions(owners, extendBy, idleTimeout));
  }

  @Override
  public int cleanupOrphanedSessions() {
    return guard.call("cleanupOrphanedSessions", () -> tables.activities().removeExpiredSessions());
  }

  @Override
  public Map<String, KeyValue> keyValuesBeforeExecution(String instance) {
    return guard.call(
        "keyValuesBeforeExecution", () -> tables.instances().keyValues(instance).before());
  }

  @Override
  public Map<String, KeyValue> keyValues(String instance) {
    return guard.call("keyValues", () -> tables.instances().keyValues(instance).now());
  }

  @Override
  public @Nullable KeyValue keyValue(String instance, String key) {
    return guard.call("keyValue", () -> tables.instances().keyValues(instance).get(key));
  }

  @Override
  public @Nullable KeyValue awaitKeyValue(String instance, String key, Duration pollTimeout) {
    return guard.poll(
        "awaitKeyValue",
        pollTimeout,
        guard.instances(),
        waited -> tables.instances().keyValues(instance).get(key));
  }

  @Override
  public @Nullable InstanceInfo instanceInfo(String instance) {
    return guard.call("instanceInfo", () -> info(instance));
  }

  @Override
  public @Nullable InstanceInfo awaitInstanceEnd(String instance, Duration pollTimeout) {
    return await("awaitInstanceEnd", instance, pollTimeout, info -> info.status().isEnd());
  }

  @Override
  public @Nullable InstanceInfo awaitCustomStatus(
      String instance, long seenVersion, Duration pollTimeout) {
    return await(
        "awaitCustomStatus",
        instance,
        pollTimeout,
        info -> info.status().isEnd() || info.customStatus().version() > seenVersion);
  }

  @Override
  public ProviderAdmin admin() {
    return admin;
  }

  @Override
  public void close() {
    guard.close();
  }

  /** Puts any text in the place of a stored event, for tests of damaged histories. */
  public void overwriteEvent(String instance, long executionId, long eventId, String text) {
    guard.run(
        "overwriteEvent",
        () ->
            requireNonNull(tables.instances().get(instance).executions().get(executionId))
                .putEvent(eventId, text));
  }

  /** Puts any text in the place of an instance's messages, for tests of what cannot be read. */
  public void overwriteMessages(String instance, String text) {
    guard.run("overwriteMessages", () -> tables.turns().overwrite(instance, text));
  }

  /** Puts any text in the place of an instance's activities, for tests of what cannot be read. */
  public void overwriteActivities(String instance, String text) {
    guard.run("overwriteActivities", () -> tables.activities().overwrite(instance, text));
  }

  private void enqueue(EncodedMessage message, Duration delay) {
    inbox.enqueue(message, delay);
    guard.turns().signalAll();
  }

  private List<HistoryEvent> events(String instance, long executionId, long afterEventId) {
    StoredInstance stored = tables.instances().find(instance);
    StoredExecution execution = stored == null ? null : stored.executions().get(executionId);
    try {
      return execution == null ? List.of() : execution.eventsAfter(afterEventId);
    } catch (UndecodableException e) {
      throw new ProviderException(
          "readHistory", ErrorKind.CORRUPTION, false, String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable InstanceInfo info(String instance) {
    StoredInstance stored = tables.instances().find(instance);
    return stored == null ? null : stored.info();
  }

  private @Nullable InstanceInfo await(
      String operation, String instance, Duration pollTimeout, Predicate<InstanceInfo> awaited) {
    InstanceInfo found =
        guard.poll(
            operation,
            pollTimeout,
            guard.instances(),
            waited -> {
              InstanceInfo info = info(instance);
              return info != null && awaited.test(info) ? info : null;
            });
    return found != null ? found : guard.call(operation, () -> info(instance));
  }
}
