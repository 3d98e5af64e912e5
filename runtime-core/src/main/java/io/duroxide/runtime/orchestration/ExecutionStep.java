package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorDetails;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.Provider;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.HistoryShape;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.runtime.execution.LiveExecution;
import io.duroxide.runtime.orchestration.TurnOutcome.Disposition;
import java.util.List;
import java.util.Map;

/**
 * Takes an execution one turn further by its code: new, from memory, or replayed. Called by {@link
 * OrchestrationTurn}; calls the {@link LiveExecution} to decide and the {@link TurnSettlement} to
 * commit. Thread-safe.
 */
final class ExecutionStep {

  private final Provider provider;
  private final CoroutineThreads threads;
  private final ExecutionCache cache;
  private final TurnSettlement settlement;
  private final StoreEnvironment environment;

  ExecutionStep(
      CoroutineThreads threads,
      ExecutionCache cache,
      TurnSettlement settlement,
      StoreEnvironment environment) {
    this.provider = environment.provider();
    this.threads = threads;
    this.cache = cache;
    this.settlement = settlement;
    this.environment = environment;
  }

  /** The execution's first turn. */
  TurnOutcome begin(
      OrchestrationItem item,
      ExecutionFacts facts,
      RegisteredOrchestration code,
      OrchestrationStarted started,
      WatchedTurn watched) {
    return advance(item, facts, watched.runs(fresh(facts, code, started)));
  }

  /** A later turn. */
  TurnOutcome resume(
      OrchestrationItem item,
      ExecutionFacts facts,
      RegisteredOrchestration code,
      CurrentExecution current,
      WatchedTurn watched) {
    LiveExecution live = cache.take(item.instance(), current);
    return live == null
        ? replayAndAdvance(item, facts, code, watched)
        : advance(item, facts.startedBy(live.started()), watched.runs(live));
  }

  /**
   * To be called when code holds a processor for ever, or is given none. What waits in memory on
   * virtual threads might not go on either; it is replayed on threads that share none.
   */
  void mistrustMemory() {
    if (threads.isVirtual()) {
      cache.clear();
    }
  }

  private TurnOutcome replayAndAdvance(
      OrchestrationItem item,
      ExecutionFacts facts,
      RegisteredOrchestration code,
      WatchedTurn watched) {
    List<HistoryEvent> history = provider.readHistory(item.instance(), facts.executionId(), 0);
    HistoryShape.check(history);
    OrchestrationStarted started = (OrchestrationStarted) history.get(0);
    ExecutionFacts known = facts.startedBy(started);
    LiveExecution live = watched.runs(fresh(known, code, started));
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
    TurnDecision failed =
        EndWithoutCode.decision(
            new Outcome.Failed(error),
            List.of(new OrchestrationFailed(last.id() + 1, known.now(), error)),
            OpenWork.of(history));
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
      cache.put(item, live);
    } else {
      live.close();
    }
    return outcome;
  }

  private static ExecutionIdentity identity(ExecutionFacts facts) {
    return new ExecutionIdentity(
        facts.instance(), facts.executionId(), facts.name(), facts.versionOrUnknown());
  }
}
