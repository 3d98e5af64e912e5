package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;

import io.duroxide.Version;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.SignalOutcome;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.contract.SettableClock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees every call that takes effect in the store. What must be true at every moment is checked
 * here; what was really sent and committed goes to the {@link Ledger}.
 */
final class StoreWatch implements InvocationHandler {

  private final Provider store;
  private final Ledger ledger;
  private final List<String> violations = new ArrayList<>();
  private final Leases turns;
  private final Leases activities;
  private final SessionBook sessions;

  StoreWatch(Provider store, SettableClock clock, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
    this.turns = new Leases("instance", clock, violations);
    this.activities = new Leases("activity", clock, violations);
    this.sessions = new SessionBook(clock, violations);
  }

  /** The store, watched. */
  Provider provider() {
    return (Provider)
        Proxy.newProxyInstance(
            Provider.class.getClassLoader(), new Class<?>[] {Provider.class}, this);
  }

  /** What was not as it must be. */
  List<String> violations() {
    return violations;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    Object result = FaultyProvider.call(store, method, args);
    if (args != null) {
      done(method.getName(), args, result);
    }
    return result;
  }

  private void done(String operation, @Nullable Object[] args, @Nullable Object result) {
    switch (operation) {
      case "fetchOrchestrationItem" -> {
        if (result instanceof OrchestrationItem item) {
          handedOut(item, (Duration) given(args, 0), (VersionRange) args[2]);
        }
      }
      case "ackOrchestrationItem" -> {
        TurnCommit commit = (TurnCommit) given(args, 0);
        turns.ended(commit.lockToken());
        ledger.committed(commit);
      }
      case "abandonOrchestrationItem" -> turns.ended((LockToken) given(args, 0));
      case "renewOrchestrationItemLock" ->
          turns.renewed((LockToken) given(args, 0), (Duration) given(args, 1));
      case "fetchWorkItem" -> {
        if (result instanceof ActivityItem item) {
          handedOut(item, (Duration) given(args, 0), (WorkerFilter) given(args, 2));
        }
      }
      case "ackWorkItem", "abandonWorkItem" -> activities.ended((LockToken) given(args, 0));
      case "renewWorkItemLock" ->
          activities.renewed((LockToken) given(args, 0), (Duration) given(args, 1));
      case "startInstance" -> {
        if (Boolean.TRUE.equals(result)) {
          ledger.started((StartOrchestration) given(args, 0));
        }
      }
      case "enqueueForOrchestrator" -> ledger.sent((OrchestratorMessage) given(args, 0));
      case "signalWithStart" -> {
        if (result == SignalOutcome.STARTED) {
          ledger.started((StartOrchestration) given(args, 0));
        }
        if (result != SignalOutcome.INSTANCE_ENDED) {
          ledger.sent((OrchestratorMessage) given(args, 1));
        }
      }
      case "suspendInstance" -> {
        if (Boolean.TRUE.equals(result)) {
          ledger.suspended((String) given(args, 0), true);
        }
      }
      case "resumeInstance" -> ledger.suspended((String) given(args, 0), false);
      default -> {
        // Changes nothing the books are about.
      }
    }
  }

  private void handedOut(
      OrchestrationItem item, Duration timeout, @Nullable VersionRange supported) {
    String instance = item.instance();
    turns.taken(instance, item.lockToken(), timeout);
    if (item.messages().isEmpty()) {
      violations.add("a turn of %s without a message".formatted(instance));
    }
    if (ledger.isSuspended(instance)) {
      violations.add("a turn of %s, which is suspended".formatted(instance));
    }
    String startedBy = item.current() == null ? null : item.current().runtimeVersion();
    if (startedBy != null && supported != null && !supported.contains(Version.parse(startedBy))) {
      violations.add(
          "%s of runtime %s was given to a node of %s".formatted(instance, startedBy, supported));
    }
  }

  private void handedOut(ActivityItem item, Duration timeout, WorkerFilter filter) {
    ActivityWorkItem work = item.work();
    String id = work.instance() + "#" + work.executionId() + "." + work.scheduledId();
    activities.taken(id, item.lockToken(), timeout);
    if (!passes(filter.tags(), work.tag())) {
      violations.add("activity %s with tag %s does not pass %s".formatted(id, work.tag(), filter));
    }
    String session = work.sessionId();
    if (session != null) {
      sessions.claimed(session, requireNonNull(filter.sessions(), "a claim of sessions"));
    }
  }

  private static boolean passes(TagFilter filter, @Nullable String tag) {
    return tag == null ? filter.untagged() : filter.anyTag() || filter.tags().contains(tag);
  }

  private static Object given(@Nullable Object[] args, int position) {
    return requireNonNull(args[position], "argument " + position);
  }
}
