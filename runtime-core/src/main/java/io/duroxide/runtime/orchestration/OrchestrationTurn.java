package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorReason;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.CorruptHistoryException;
import io.duroxide.runtime.execution.CodeBlockedException;
import io.duroxide.runtime.loop.Exhaustion;
import io.duroxide.runtime.loop.LastErrors;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.StallWatch;
import io.duroxide.runtime.loop.StopSignal;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one item from fetched to committed. Called by the {@link OrchestrationDispatcher}; calls the
 * {@link ExecutionStep} if code is to decide, else {@link EndWithoutCode} or the {@link
 * TurnSettlement}. Thread-safe.
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
  private final StallWatch stalls;
  private final StopSignal stop;
  private final TurnSettlement settlement;
  private final LastErrors lastErrors = new LastErrors();
  private final ExecutionStep step;
  private final EndWithoutCode end;
  private final Admission admission;
  private final Exhaustion exhaustion =
      new Exhaustion("a smaller executionCacheSize, or a larger process");
  private final BlockedInstances blocked = new BlockedInstances();

  public OrchestrationTurn(
      Provider provider,
      OrchestrationRegistry registry,
      CoroutineThreads threads,
      ExecutionCache cache,
      LockRenewals renewals,
      StallWatch stalls,
      StopSignal stop,
      OrchestrationOptions options) {
    this.provider = provider;
    this.registry = registry;
    this.threads = threads;
    this.cache = cache;
    this.renewals = renewals;
    this.stalls = stalls;
    this.stop = stop;
    this.options = options;
    this.settlement = new TurnSettlement(provider, stop, options.limits(), lastErrors);
    this.end = new EndWithoutCode(provider, settlement, options);
    long maxEvents = options.limits().maxHistoryEvents();
    this.step =
        new ExecutionStep(threads, cache, settlement, new StoreEnvironment(provider, maxEvents));
    this.admission = new Admission(options);
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
    String name = "instance " + item.instance();
    LockRenewals.Renewal renewal = renewals.register(name, options.lockTimeout(), renew, () -> {});
    WatchedTurn watched = new WatchedTurn(item, stalls.options());
    cache.begin(item);
    try (StallWatch.Hold hold = stalls.turn(watched)) {
      TurnOutcome outcome = unlessExhausted(item, watched);
      TurnLog.log(slot, outcome);
      return outcome;
    } catch (RuntimeException | Error e) {
      lastErrors.remember(item.instance(), e);
      throw e;
    } finally {
      cache.end(item);
      renewal.close();
    }
  }

  /** A process without threads or memory says nothing about the instance whose turn it is. */
  private TurnOutcome unlessExhausted(OrchestrationItem item, WatchedTurn watched) {
    try {
      TurnOutcome outcome = turn(item, watched);
      exhaustion.over();
      return outcome;
    } catch (OutOfMemoryError e) {
      cache.letHalfGo();
      Duration pause = exhaustion.pause("the turn of instance " + item.instance(), e);
      ExecutionFacts facts = Assignment.of(item, options.clock().millis()).facts();
      return settlement.postpone(item, facts, pause);
    }
  }

  private TurnOutcome turn(OrchestrationItem fetched, WatchedTurn watched) {
    Assignment assignment = Assignment.of(fetched, options.clock().millis());
    if (assignment instanceof Assignment.Unbegun unbegun) {
      return unbegun(fetched, unbegun.facts());
    }
    Admission.Refusal refusal = admission.refusal(fetched);
    if (refusal != null) {
      return settlement.abandon(fetched, assignment.facts(), refusal.pause(), refusal.why());
    }
    OrchestrationItem item = StandIns.added(fetched);
    if (assignment instanceof Assignment.Begin begin) {
      return undecidedIfUnreadable(item, begin.facts(), () -> begin(item, begin, watched));
    }
    if (assignment instanceof Assignment.Resume resume) {
      return undecidedIfUnreadable(item, resume.facts(), () -> resume(item, resume, watched));
    }
    if (assignment instanceof Assignment.Drop over) {
      return settlement.drop(item, over.facts(), over.current());
    }
    return settlement.abandon(
        item, assignment.facts(), UNREADABLE_PAUSE, "there is no such instance");
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

  /** What waits for the start is not touched before it is certain that it never comes. */
  private TurnOutcome unbegun(OrchestrationItem item, ExecutionFacts facts) {
    CancelInstance termination = Assignment.termination(item);
    if (termination != null) {
      return end.terminateUnbegun(item, facts, termination);
    }
    return item.deliveryCount() > options.maxDeliveries()
        ? end.neverBegun(item, facts)
        : settlement.abandon(
            item,
            facts,
            admission.backoff(item.deliveryCount()),
            "the start of execution " + facts.executionId() + " is not there or cannot be read");
  }

  private TurnOutcome begin(OrchestrationItem item, Assignment.Begin begin, WatchedTurn watched) {
    RegisteredOrchestration code = registry.find(begin.facts().name(), begin.facts().version());
    ExecutionFacts facts =
        code == null
            ? begin.facts()
            : begin.facts().resolved(code.version().toString(), begin.origin());
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
    TurnOutcome ended = endWithoutCode(item, facts, started, code != null);
    if (ended != null || code == null) {
      return ended != null ? ended : unregistered(item, facts);
    }
    return unlessBlocked(
        item, facts, started, () -> step.begin(item, facts, code, started, watched));
  }

  private TurnOutcome resume(
      OrchestrationItem item, Assignment.Resume resume, WatchedTurn watched) {
    ExecutionFacts facts = resume.facts();
    RegisteredOrchestration code = registry.find(facts.name(), facts.version());
    TurnOutcome ended = endWithoutCode(item, facts, null, code != null);
    if (ended != null || code == null) {
      return ended != null ? ended : unregistered(item, facts);
    }
    return unlessBlocked(
        item, facts, null, () -> step.resume(item, facts, code, resume.current(), watched));
  }

  /** The end of an execution that is terminated or given up before its code is asked, or null. */
  private @Nullable TurnOutcome endWithoutCode(
      OrchestrationItem item,
      ExecutionFacts facts,
      @Nullable OrchestrationStarted begun,
      boolean registered) {
    CancelInstance termination = Assignment.termination(item);
    if (termination != null && (!registered || blocked.isKnown(item.instance()))) {
      return end.terminate(item, facts, begun, termination);
    }
    if (!admission.isExhausted(item)) {
      return null;
    }
    String message =
        "orchestration %s%s of instance %s was delivered %d times, more than the limit of %d deliveries%s"
            .formatted(
                facts.name(),
                registered ? "" : " (not registered)",
                item.instance(),
                item.deliveryCount(),
                options.maxDeliveries(),
                lastErrors.told(item.instance()));
    ErrorReason reason = registered ? ErrorReason.UNSPECIFIED : ErrorReason.UNREGISTERED;
    return end.poison(item, facts, begun, reason, message);
  }

  /** Runs a turn whose code may fail to come back. */
  private TurnOutcome unlessBlocked(
      OrchestrationItem item,
      ExecutionFacts facts,
      @Nullable OrchestrationStarted begun,
      Supplier<TurnOutcome> turn) {
    CodeBlockedException before = blocked.stillBusy(item.instance());
    if (before != null) {
      return blocked(item, facts, begun, before);
    }
    if (!blocked.enter(item.instance())) {
      return settlement.postpone(item, facts, admission.pause(item));
    }
    try {
      TurnOutcome outcome = turn.get();
      blocked.leave(item.instance(), null);
      return outcome;
    } catch (CodeBlockedException e) {
      // Before another slot gets the instance.
      blocked.leave(item.instance(), e.isStarved() ? null : e);
      return blocked(item, facts, begun, e);
    } catch (RuntimeException | Error e) {
      blocked.leave(item.instance(), null);
      throw e;
    }
  }

  private TurnOutcome blocked(
      OrchestrationItem item,
      ExecutionFacts facts,
      @Nullable OrchestrationStarted begun,
      CodeBlockedException where) {
    CancelInstance termination = Assignment.termination(item);
    if (termination != null) {
      return end.terminate(item, facts, begun, termination);
    }
    if (stop.isStopping()) {
      // Whether it would have come back in time is not known.
      return settlement.postpone(item, facts, Duration.ZERO);
    }
    if (where.isStarved() || where.isStillBusy()) {
      step.mistrustMemory();
    }
    if (where.isStarved()) {
      return settlement.starved(item, facts, admission.pause(item));
    }
    String why =
        "the code of orchestration %s %s of instance %s has blocked for more than %s and was left behind at %s"
            .formatted(
                facts.name(),
                facts.versionOrUnknown(),
                item.instance(),
                stalls.options().turnTimeout(),
                where.place());
    if (admission.isLastTry(item)) {
      String message = "%s, in the last of %d deliveries".formatted(why, item.deliveryCount());
      return end.poison(item, facts, begun, ErrorReason.UNSPECIFIED, message);
    }
    String threadsLeft = "; threads left behind on this node: " + threads.unattended();
    return settlement.abandon(item, facts, admission.pause(item), why + threadsLeft);
  }

  private TurnOutcome unregistered(OrchestrationItem item, ExecutionFacts facts) {
    String why =
        "orchestration %s version %s is not registered here"
            .formatted(facts.name(), facts.versionOrUnknown());
    return settlement.abandon(item, facts, admission.pause(item), why);
  }
}
