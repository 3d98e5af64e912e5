package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCompleted;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.runtime.execution.LiveExecution;
import java.util.List;
import java.util.UUID;

/** Runs stored histories again from scratch: code must do the same and come to the same end. */
final class Replay {

  private final CoroutineThreads threads;
  private final OrchestrationRegistry registry;

  Replay(CoroutineThreads threads, OrchestrationRegistry registry) {
    this.threads = threads;
    this.registry = registry;
  }

  List<String> violations(String instance, long executionId, List<HistoryEvent> history) {
    String where = instance + " execution " + executionId;
    OrchestrationStarted started = (OrchestrationStarted) history.get(0);
    RegisteredOrchestration code = requireNonNull(registry.find(started.name(), started.version()));
    ExecutionIdentity identity =
        new ExecutionIdentity(instance, executionId, started.name(), started.version());
    try (LiveExecution live =
        new LiveExecution(threads, identity, code, started.input(), started.origin())) {
      live.replay(history);
      HistoryEvent last = history.get(history.size() - 1);
      TurnDecision again = live.advance(null, List.of(), last.at(), UUID::randomUUID);
      if (!again.scheduled().isEmpty()) {
        return List.of(where + " schedules more when it is replayed: " + again.scheduled());
      }
      return isSame(again.outcome(), last)
          ? List.of()
          : List.of(where + " ends with " + last + " but its replay with " + again.outcome());
    } catch (NondeterminismException e) {
      return List.of(where + " cannot be replayed: " + e.getMessage());
    }
  }

  private static boolean isSame(Outcome outcome, HistoryEvent last) {
    if (last instanceof OrchestrationCompleted end) {
      return outcome.equals(new Outcome.Completed(end.output()));
    }
    if (last instanceof OrchestrationFailed end) {
      return outcome.equals(new Outcome.Failed(end.error()));
    }
    if (last instanceof OrchestrationCancelled end) {
      return outcome.equals(new Outcome.Cancelled(end.reason()));
    }
    if (last instanceof OrchestrationContinuedAsNew end) {
      return outcome.equals(new Outcome.ContinuedAsNew(end.version(), end.input()));
    }
    return outcome instanceof Outcome.Continue;
  }
}
