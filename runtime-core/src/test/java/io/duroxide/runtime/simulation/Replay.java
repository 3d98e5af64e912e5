package io.duroxide.runtime.simulation;

import static java.util.Objects.requireNonNull;

import io.duroxide.Limits;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationCompleted;
import io.duroxide.history.HistoryEvent.OrchestrationContinuedAsNew;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.provider.KeyValue;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.NondeterminismException;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import io.duroxide.replay.TurnEnvironment;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.runtime.execution.LiveExecution;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs stored histories again from scratch: code must do the same and come to the same end. */
final class Replay {

  /** A replay that asks the world for something does not do the same. */
  private static final TurnEnvironment NOTHING_NEW =
      new TurnEnvironment() {
        @Override
        public UUID randomUuid() {
          throw new AssertionError("a replay asked for a UUID");
        }

        @Override
        public @Nullable String keyValue(String instance, String key) {
          throw new AssertionError("a replay asked for key " + key + " of " + instance);
        }

        @Override
        public long maxHistoryEvents() {
          return Limits.DEFAULT.maxHistoryEvents();
        }
      };

  private final CoroutineThreads threads;
  private final OrchestrationRegistry registry;

  Replay(CoroutineThreads threads, OrchestrationRegistry registry) {
    this.threads = threads;
    this.registry = registry;
  }

  /**
   * @param keysBefore the instance's key values before the execution
   * @param next the start of the execution after it, or null
   */
  List<String> violations(
      String instance,
      long executionId,
      List<HistoryEvent> history,
      Map<String, KeyValue> keysBefore,
      @Nullable OrchestrationStarted next) {
    String where = instance + " execution " + executionId;
    OrchestrationStarted started = (OrchestrationStarted) history.get(0);
    RegisteredOrchestration code = requireNonNull(registry.find(started.name(), started.version()));
    ExecutionIdentity identity =
        new ExecutionIdentity(instance, executionId, started.name(), started.version());
    try (LiveExecution live = new LiveExecution(threads, identity, code, started, keysBefore)) {
      live.replay(history);
      HistoryEvent last = history.get(history.size() - 1);
      TurnDecision again = live.advance(List.of(), last.at(), NOTHING_NEW);
      if (!again.scheduled().isEmpty()) {
        return List.of(where + " schedules more when it is replayed: " + again.scheduled());
      }
      return isSame(again.outcome(), last, next)
          ? List.of()
          : List.of(where + " ends with " + last + " but its replay with " + again.outcome());
    } catch (NondeterminismException e) {
      return List.of(where + " cannot be replayed: " + e.getMessage());
    }
  }

  private static boolean isSame(
      Outcome outcome, HistoryEvent last, @Nullable OrchestrationStarted next) {
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
      return outcome instanceof Outcome.ContinuedAsNew again
          && Objects.equals(again.version(), end.version())
          && Objects.equals(again.input(), end.input())
          && (next == null
              || (again.carried().equals(next.carried())
                  && Objects.equals(again.customStatus(), next.customStatus())
                  && Objects.equals(again.input(), next.input())));
    }
    return outcome instanceof Outcome.Continue;
  }
}
