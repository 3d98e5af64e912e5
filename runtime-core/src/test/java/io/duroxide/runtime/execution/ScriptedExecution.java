package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.KeyValue;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.TurnDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One execution with all that was ever given to it, so that it can be decided again. */
final class ScriptedExecution {

  private final CoroutineThreads threads;
  private final RegisteredOrchestration code;
  private final ExecutionIdentity identity;
  private final OrchestrationStarted started;
  private final Map<String, KeyValue> keyValuesBefore;
  private final List<Turn> turns = new ArrayList<>();
  private final List<TurnDecision> decisions = new ArrayList<>();
  private final List<HistoryEvent> history = new ArrayList<>();
  private final LiveExecution live;

  /** What a turn is given. */
  record Turn(List<OrchestratorMessage> messages, ScriptedEnvironment environment) {}

  ScriptedExecution(
      CoroutineThreads threads,
      RegisteredOrchestration code,
      long executionId,
      OrchestrationStarted started,
      Map<String, KeyValue> keyValuesBefore) {
    this.threads = threads;
    this.code = code;
    this.identity = new ExecutionIdentity(ExecutionHarness.INSTANCE, executionId, "test", "1.0.0");
    this.started = started;
    this.keyValuesBefore = keyValuesBefore;
    this.live = fresh(code);
  }

  /** Decides with the execution in memory. */
  TurnDecision decide(Turn turn) {
    TurnDecision decision = decide(live, turn, turns.isEmpty());
    turns.add(turn);
    decisions.add(decision);
    history.addAll(decision.events());
    return decision;
  }

  /** Decides the same turn with a fresh execution that replays what is stored. */
  TurnDecision decideByReplay(Turn turn) {
    return decideAfter(history, turn);
  }

  /** Decides a turn with a fresh execution that replays {@code stored}. */
  TurnDecision decideAfter(List<HistoryEvent> stored, Turn turn) {
    try (LiveExecution again = fresh(code)) {
      if (!stored.isEmpty()) {
        again.replay(stored);
      }
      return decide(again, turn, stored.isEmpty());
    }
  }

  /** From the very start: turn by turn in one memory, and the whole history in one go. */
  void decideAllAgain() {
    try (LiveExecution again = fresh(code)) {
      for (int i = 0; i < turns.size(); i++) {
        assertThat(decide(again, turns.get(i), i == 0))
            .as("turn %d decided again", i + 1)
            .isEqualTo(decisions.get(i));
      }
    }
    replayWith(code);
  }

  void replayWith(RegisteredOrchestration other) {
    replay(other, history);
  }

  void replay(RegisteredOrchestration other, List<HistoryEvent> events) {
    try (LiveExecution replayed = fresh(other)) {
      replayed.replay(events);
    }
  }

  private static TurnDecision decide(LiveExecution execution, Turn turn, boolean first) {
    ScriptedEnvironment environment = turn.environment().again();
    return first
        ? execution.begin(turn.messages(), environment.now(), environment)
        : execution.advance(turn.messages(), environment.now(), environment);
  }

  private LiveExecution fresh(RegisteredOrchestration which) {
    return new LiveExecution(threads, identity, which, started, keyValuesBefore);
  }

  int turns() {
    return turns.size();
  }

  TurnDecision lastDecision() {
    return decisions.get(decisions.size() - 1);
  }

  List<Turn> script() {
    return List.copyOf(turns);
  }

  List<TurnDecision> decisions() {
    return List.copyOf(decisions);
  }

  Map<String, KeyValue> keyValuesBefore() {
    return keyValuesBefore;
  }

  List<HistoryEvent> history() {
    return List.copyOf(history);
  }

  LiveExecution live() {
    return live;
  }
}
