package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorDetails;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.CorruptHistoryException;
import io.duroxide.replay.HistoryShape;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import io.duroxide.replay.TurnEnvironment;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.runtime.execution.LiveExecution;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.StopSignal;
import io.duroxide.runtime.orchestration.TurnOutcome.Disposition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs one item from fetched to committed. Called by the {@link OrchestrationDispatcher}; calls the
 * {@link LiveExecution} to decide and the {@link TurnSettlement} to commit. Thread-safe: all state
 * of a turn is in its item.
 */
public final class OrchestrationTurn {

  /** Pause before an instance that cannot be read or started is offered again, as in duroxide. */
  private static final Duration UNREADABLE_PAUSE = Duration.ofSeconds(1);

  private final Provider provider;
  private final OrchestrationRegistry registry;
  private final CoroutineThreads threads;
  private final ExecutionCache cache;
  private final LockRenewals renewals;
  private final OrchestrationOptions options;
  private final TurnSettlement settlement;
  private final TurnEnvironment environment;
  private final Admission admission;
  private final EndWithoutCode ends;

  public OrchestrationTurn(
      Provider provider,
      OrchestrationRegistry registry,
      CoroutineThreads threads,
      ExecutionCache cache,
      LockRenewals renewals,
      StopSignal stop,
      OrchestrationOptions options) {
    this.provider = provider;
    this.registry = registry;
    this.threads = threads;
    this.cache = cache;
    this.renewals = renewals;
    this.options = options;
    this.settlement = new TurnSettlement(provider, stop, options.limits());
    this.environment = new StoreEnvironment(provider, options.limits().maxHistoryEvents());
    this.admission = new Admission(options);
    this.ends = new EndWithoutCode(provider, settlement, options);
  }

  /**
   * Runs the turn on the calling slot.
   *
   * @param slot number of the slot, from 0
   * @return what happened; storage failures are part of it and are not thrown
   */
  public TurnOutcome run(int slot, OrchestrationItem item) {
    Runnable renew =
        () -> provider.renewOrchestrationItemLock(item.lockToken(), options.lockTimeout());
    LockRenewals.Renewal renewal = renewals.register(options.lockTimeout(), renew, () -> {});
    try {
      TurnOutcome outcome = turn(item);
      TurnLog.log(slot, outcome);
      return outcome;
    } finally {
      renewal.close();
    }
  }

  private TurnOutcome turn(OrchestrationItem item) {
    Assignment assignment = Assignment.of(item, options.clock().millis());
    if (assignment instanceof Assignment.Unbegun unbegun) {
      return unbegun(item, unbegun.facts());
    }
    Admission.Refusal refusal = admission.refusal(item);
    if (refusal != null) {
      return settlement.abandon(item, assignment.facts(), refusal.pause(), refusal.why());
    }
    if (assignment instanceof Assignment.Begin begin) {
      return undecidedIfUnreadable(item, begin.facts(), () -> begin(item, begin));
    }
    if (assignment instanceof Assignment.Resume resume) {
      return undecidedIfUnreadable(
          item, resume.facts(), () -> resume(item, resume.facts(), resume.current()));
    }
    if (assignment instanceof Assignment.Drop over) {
      return settlement.drop(item, over.facts(), over.current());
    }
    return unstartable(item, ((Assignment.Unstartable) assignment).facts());
  }

  /** What cannot be read says nothing about the instance: the turn is put off, not decided. */
  private TurnOutcome undecidedIfUnreadable(
      OrchestrationItem item, ExecutionFacts facts, Supplier<TurnOutcome> turn) {
    try {
      return turn.get();
    } catch (ProviderException e) {
      return settlement.unreadable(item, facts, e);
    } catch (CorruptHistoryException e) {
      return settlement.abandon(item, facts, UNREADABLE_PAUSE, String.valueOf(e.getMessage()));
    }
  }

  /** Messages wait for their instance for ever; only what cannot be read goes. */
  private TurnOutcome unstartable(OrchestrationItem item, ExecutionFacts facts) {
    return item.undecodable().isEmpty()
        ? settlement.abandon(item, facts, UNREADABLE_PAUSE, "there is no such instance")
        : settlement.setAside(item, facts);
  }

  /** What waits for the start is not touched before it is certain that it never comes. */
  private TurnOutcome unbegun(OrchestrationItem item, ExecutionFacts facts) {
    CancelInstance termination = Assignment.termination(item);
    if (termination != null) {
      return ends.terminateUnbegun(item, facts, termination);
    }
    return item.deliveryCount() > options.maxDeliveries()
        ? ends.neverBegun(item, facts)
        : settlement.abandon(
            item,
            facts,
            admission.backoff(item.deliveryCount()),
            "the start of execution " + facts.executionId() + " is not there or cannot be read");
  }

  private TurnOutcome begin(OrchestrationItem item, Assignment.Begin begin) {
    ExecutionFacts facts = begin.facts();
    RegisteredOrchestration code = registry.find(facts.name(), facts.version());
    if (code != null) {
      facts = facts.resolved(code.version().toString(), begin.origin());
    }
    OrchestrationStarted started =
        new OrchestrationStarted(
            1,
            facts.now(),
            facts.name(),
            facts.versionOrUnknown(),
            begin.input(),
            begin.origin(),
            facts.parent(),
            options.runtimeVersion(),
            begin.customStatus(),
            begin.carried());
    if (admission.isExhausted(item)) {
      return ends.poison(item, facts, List.of(started), code != null);
    }
    if (code == null) {
      return unregistered(item, facts, List.of(started));
    }
    return advance(item, facts, fresh(facts, code, started));
  }

  private TurnOutcome resume(
      OrchestrationItem item, ExecutionFacts facts, CurrentExecution current) {
    RegisteredOrchestration code = registry.find(facts.name(), facts.version());
    if (admission.isExhausted(item)) {
      return ends.poison(item, facts, List.of(), code != null);
    }
    if (code == null) {
      return unregistered(item, facts, List.of());
    }
    LiveExecution live = cache.take(item.instance(), current);
    return live == null
        ? replayAndAdvance(item, facts, code)
        : advance(item, facts.startedBy(live.started()), live);
  }

  private TurnOutcome replayAndAdvance(
      OrchestrationItem item, ExecutionFacts facts, RegisteredOrchestration code) {
    List<HistoryEvent> history = provider.readHistory(item.instance(), facts.executionId(), 0);
    HistoryShape.check(history);
    OrchestrationStarted started = (OrchestrationStarted) history.get(0);
    ExecutionFacts known = facts.startedBy(started);
    LiveExecution live = fresh(known, code, started);
    try {
      live.replay(history);
    } catch (NondeterminismException e) {
      live.close();
      return diverged(item, known, history, e.details());
    } catch (RuntimeException | Error e) {
      live.close();
      throw e;
    }
    return advance(item, known, live);
  }

  private TurnOutcome diverged(
      OrchestrationItem item,
      ExecutionFacts facts,
      List<HistoryEvent> history,
      ErrorDetails error) {
    HistoryEvent last = history.get(history.size() - 1);
    ExecutionFacts known = facts.notBefore(last.at());
    OpenWork open = OpenWork.of(history);
    TurnDecision failed =
        new TurnDecision(
            new Outcome.Failed(error),
            List.of(new OrchestrationFailed(last.id() + 1, known.now(), error)),
            List.of(),
            open.activities(),
            open.children());
    return settlement.commit(item, known, failed, known.turnsBefore() + 1);
  }

  private LiveExecution fresh(
      ExecutionFacts facts, RegisteredOrchestration code, OrchestrationStarted started) {
    // The first execution of an instance begins with nothing, so there is nothing to read.
    Map<String, KeyValue> keyValuesBefore =
        facts.executionId() == 1 ? Map.of() : provider.keyValuesBeforeExecution(facts.instance());
    return new LiveExecution(threads, identity(facts), code, started, keyValuesBefore);
  }

  private TurnOutcome advance(OrchestrationItem item, ExecutionFacts known, LiveExecution live) {
    ExecutionFacts facts = known.notBefore(live.earliestTime(item.messages()));
    TurnDecision decision;
    try {
      decision =
          facts.firstTurn()
              ? live.begin(item.messages(), facts.now(), environment)
              : live.advance(item.messages(), facts.now(), environment);
    } catch (RuntimeException | Error e) {
      live.close();
      throw e;
    }
    TurnOutcome outcome = settlement.commit(item, facts, decision, facts.turnsBefore() + 1);
    // Ahead of the store, an execution in memory is worthless: the next turn replays.
    if (outcome.disposition() == Disposition.COMMITTED
        && outcome.status() == ExecutionStatus.RUNNING) {
      cache.put(live);
    } else {
      live.close();
    }
    return outcome;
  }

  private TurnOutcome unregistered(
      OrchestrationItem item, ExecutionFacts facts, List<HistoryEvent> begun) {
    CancelInstance termination = Assignment.termination(item);
    if (termination != null) {
      return ends.terminate(item, facts, begun, termination);
    }
    String why =
        "orchestration %s version %s is not registered here"
            .formatted(facts.name(), facts.versionOrUnknown());
    return settlement.abandon(item, facts, admission.unregisteredPause(item), why);
  }

  private static ExecutionIdentity identity(ExecutionFacts facts) {
    return new ExecutionIdentity(
        facts.instance(), facts.executionId(), facts.name(), facts.versionOrUnknown());
  }
}
