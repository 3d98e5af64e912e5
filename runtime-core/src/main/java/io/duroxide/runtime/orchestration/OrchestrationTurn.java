package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TurnCommit;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.runtime.execution.LiveExecution;
import io.duroxide.runtime.loop.AckRetry;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.StopSignal;
import io.duroxide.runtime.orchestration.TurnOutcome.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one item from fetched to committed. Called by the {@link OrchestrationDispatcher}; calls the
 * {@link LiveExecution} to decide and the provider to commit. Thread-safe: all state of a turn is
 * in its item.
 */
public final class OrchestrationTurn {

  private static final Logger LOG = LoggerFactory.getLogger(OrchestrationTurn.class);

  /** Pause before an instance that cannot be read or started is offered again, as in duroxide. */
  private static final Duration UNREADABLE_PAUSE = Duration.ofSeconds(1);

  /** Pause before a turn whose acknowledgement failed is offered again, as in duroxide. */
  private static final Duration ACK_FAILED_PAUSE = Duration.ofMillis(50);

  private final Provider provider;
  private final OrchestrationRegistry registry;
  private final CoroutineThreads threads;
  private final ExecutionCache cache;
  private final LockRenewals renewals;
  private final StopSignal stop;
  private final OrchestrationOptions options;

  OrchestrationTurn(
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
    this.stop = stop;
    this.options = options;
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
    if (assignment instanceof Assignment.Begin begin) {
      return begin(item, begin);
    }
    if (assignment instanceof Assignment.Resume resume) {
      return resume(item, resume.facts(), resume.current());
    }
    if (assignment instanceof Assignment.Drop over) {
      return drop(item, over.current());
    }
    return abandon(item, unstarted(item), UNREADABLE_PAUSE, "there is no such instance");
  }

  private TurnOutcome begin(OrchestrationItem item, Assignment.Begin begin) {
    ExecutionFacts facts = begin.facts();
    RegisteredOrchestration code = registry.find(facts.name(), facts.version());
    if (code != null) {
      facts = facts.resolved(code.version().toString(), begin.origin());
    }
    HistoryEvent started =
        new OrchestrationStarted(
            1,
            options.clock().millis(),
            facts.name(),
            facts.versionOrUnknown(),
            begin.input(),
            begin.origin(),
            facts.parent(),
            options.runtimeVersion());
    if (item.deliveryCount() > options.maxDeliveries()) {
      return poison(item, facts, List.of(started), 1, code != null);
    }
    if (code == null) {
      return unregistered(item, facts);
    }
    LiveExecution live =
        new LiveExecution(threads, identity(facts), code, begin.input(), begin.origin());
    return advance(item, facts, live, started);
  }

  private TurnOutcome resume(
      OrchestrationItem item, ExecutionFacts facts, CurrentExecution current) {
    RegisteredOrchestration code = registry.find(facts.name(), current.orchestrationVersion());
    if (item.deliveryCount() > options.maxDeliveries()) {
      return poison(item, facts, List.of(), current.lastEventId(), code != null);
    }
    if (code == null) {
      return unregistered(item, facts);
    }
    LiveExecution live = cache.take(item.instance(), current);
    if (live == null) {
      List<HistoryEvent> history;
      try {
        history = provider.readHistory(item.instance(), current.executionId(), 0);
      } catch (ProviderException e) {
        return abandon(
            item, facts, UNREADABLE_PAUSE, "its history cannot be read: " + e.getMessage());
      }
      if (history.isEmpty() || !(history.get(0) instanceof OrchestrationStarted started)) {
        return abandon(item, facts, UNREADABLE_PAUSE, "its history does not begin with its start");
      }
      live = new LiveExecution(threads, identity(facts), code, started.input(), started.origin());
      try {
        live.replay(history);
      } catch (NondeterminismException e) {
        live.close();
        TurnDecision failed =
            failure(List.of(), current.lastEventId(), OpenWork.of(history), e.details());
        return commit(item, facts, failed, facts.turnsBefore() + 1, null);
      }
    }
    return advance(item, facts.resolved(current.orchestrationVersion(), live.origin()), live, null);
  }

  private TurnOutcome advance(
      OrchestrationItem item,
      ExecutionFacts facts,
      LiveExecution live,
      @Nullable HistoryEvent started) {
    TurnDecision decision =
        live.advance(started, item.messages(), options.clock().millis(), UUID::randomUUID);
    return commit(item, facts, decision, facts.turnsBefore() + 1, live);
  }

  /** The messages' receiver is over: they go, and parents who tried to start it again are told. */
  private TurnOutcome drop(OrchestrationItem item, CurrentExecution over) {
    TurnCommit nothing =
        TurnCommit.dropMessages(item.lockToken(), item.instance(), over.executionId());
    List<TurnCommit.OutgoingMessage> answers = new ArrayList<>();
    for (OrchestratorMessage answer : Assignment.refusedStarts(item)) {
      answers.add(new TurnCommit.OutgoingMessage(answer, null));
    }
    TurnCommit commit = nothing.withMessages(answers);
    ExecutionFacts facts =
        new ExecutionFacts(
            item.instance(),
            over.executionId(),
            over.orchestrationName(),
            over.orchestrationVersion(),
            null,
            over.parent(),
            false,
            over.turns(),
            over.startedAt());
    AckRetry ack = new AckRetry(stop);
    Disposition disposition = acknowledge(item, commit, ack, Disposition.DROPPED);
    return outcome(
        disposition, facts, over.turns(), over.lastEventId(), over.status(), null, false, ack);
  }

  private TurnOutcome poison(
      OrchestrationItem item,
      ExecutionFacts facts,
      List<HistoryEvent> begun,
      long lastEventId,
      boolean registered) {
    OpenWork open = OpenWork.NONE;
    ErrorReason reason = registered ? ErrorReason.UNSPECIFIED : ErrorReason.UNREGISTERED;
    if (begun.isEmpty()) {
      try {
        open = OpenWork.of(provider.readHistory(item.instance(), facts.executionId(), 0));
      } catch (ProviderException e) {
        reason = e.kind() == ErrorKind.CORRUPTION ? ErrorReason.CORRUPTION : reason;
      }
    }
    ErrorDetails error =
        ErrorDetails.of(
            ErrorCategory.POISON,
            reason,
            "orchestration "
                + facts.name()
                + (registered ? "" : " (not registered)")
                + " was delivered "
                + item.deliveryCount()
                + " times, more than the limit of "
                + options.maxDeliveries());
    return commit(item, facts, failure(begun, lastEventId, open, error), facts.turnsBefore(), null);
  }

  private static TurnDecision failure(
      List<HistoryEvent> begun, long lastEventId, OpenWork open, ErrorDetails error) {
    List<HistoryEvent> events = new ArrayList<>(begun);
    events.add(new OrchestrationFailed(lastEventId + 1, System.currentTimeMillis(), error));
    return new TurnDecision(
        new Outcome.Failed(error), events, List.of(), open.activities(), open.children());
  }

  private TurnOutcome commit(
      OrchestrationItem item,
      ExecutionFacts facts,
      TurnDecision decision,
      int turns,
      @Nullable LiveExecution live) {
    TurnCommit commit =
        TurnCommitBuilder.build(
            item.lockToken(), facts, decision, turns, Assignment.refusedStarts(item));
    AckRetry ack = new AckRetry(stop);
    Disposition disposition = acknowledge(item, commit, ack, Disposition.COMMITTED);
    if (live != null) {
      // Ahead of the store, an execution in memory is worthless: the next turn replays.
      if (disposition == Disposition.COMMITTED && decision.outcome() instanceof Outcome.Continue) {
        cache.put(live);
      } else {
        live.close();
      }
    }
    List<HistoryEvent> events = decision.events();
    long historySize = events.isEmpty() ? 0 : events.get(events.size() - 1).id();
    ErrorDetails error =
        decision.outcome() instanceof Outcome.Failed failed ? failed.error() : null;
    return outcome(
        disposition,
        facts,
        turns,
        historySize,
        TurnCommitBuilder.statusOf(decision.outcome()),
        error,
        live == null && error != null && error.category() == ErrorCategory.POISON,
        ack);
  }

  private Disposition acknowledge(
      OrchestrationItem item, TurnCommit commit, AckRetry ack, Disposition success) {
    try {
      ack.run(() -> provider.ackOrchestrationItem(commit));
      return success;
    } catch (ProviderException e) {
      if (e.kind() == ErrorKind.LOCK_LOST) {
        return Disposition.LOCK_LOST;
      }
      // Never a verdict about the instance: a storage error says nothing about its code.
      LOG.warn("turn of instance {} could not be committed; it will run again", item.instance(), e);
      release(item, ACK_FAILED_PAUSE);
      return Disposition.ABANDONED;
    }
  }

  private TurnOutcome unregistered(OrchestrationItem item, ExecutionFacts facts) {
    return abandon(
        item,
        facts,
        options.unregisteredBackoff().delayAfter(Math.max(1, item.deliveryCount())),
        "orchestration "
            + facts.name()
            + " version "
            + facts.versionOrUnknown()
            + " is not registered");
  }

  private TurnOutcome abandon(
      OrchestrationItem item, ExecutionFacts facts, Duration pause, String why) {
    LOG.warn(
        "turn of instance {} put off by {} (delivery {} of {}): {}",
        item.instance(),
        pause,
        item.deliveryCount(),
        options.maxDeliveries(),
        why);
    release(item, pause);
    return outcome(
        Disposition.ABANDONED,
        facts,
        facts.turnsBefore(),
        0,
        ExecutionStatus.RUNNING,
        null,
        false,
        new AckRetry(stop));
  }

  private void release(OrchestrationItem item, Duration pause) {
    try {
      provider.abandonOrchestrationItem(item.lockToken(), pause, false);
    } catch (ProviderException e) {
      LOG.warn("instance {} could not be released; its lock will run out", item.instance(), e);
    }
  }

  private TurnOutcome outcome(
      Disposition disposition,
      ExecutionFacts facts,
      int turns,
      long historySize,
      ExecutionStatus status,
      @Nullable ErrorDetails error,
      boolean poisoned,
      AckRetry ack) {
    return new TurnOutcome(
        disposition,
        facts.instance(),
        facts.executionId(),
        facts.name(),
        facts.versionOrUnknown(),
        facts.origin(),
        facts.parent(),
        facts.firstTurn(),
        turns,
        historySize,
        facts.startedAt(),
        options.clock().millis(),
        status,
        error,
        poisoned,
        ack.retries());
  }

  private static ExecutionFacts unstarted(OrchestrationItem item) {
    StartOrigin unknown = null;
    return new ExecutionFacts(item.instance(), 0, "unknown", null, unknown, null, false, 0, 0);
  }

  private static ExecutionIdentity identity(ExecutionFacts facts) {
    return new ExecutionIdentity(
        facts.instance(), facts.executionId(), facts.name(), facts.versionOrUnknown());
  }
}
