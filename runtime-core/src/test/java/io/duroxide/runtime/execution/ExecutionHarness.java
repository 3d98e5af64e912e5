package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorDetails;
import io.duroxide.Orchestration;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.ActivityFailed;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationCompleted;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.QueueMessage;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.KeyValue;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Drives an orchestration turn by turn without runtime or provider. Every turn is decided twice, by
 * the execution in memory and by a fresh one that replays the history, and both must decide the
 * same. Closing decides all turns once more from the start.
 */
final class ExecutionHarness implements AutoCloseable {

  static final String INSTANCE = "i";

  /** Beyond this turn only those of a power of two are replayed, so that long runs stay linear. */
  private static final int ALL_REPLAYED_UNTIL = 64;

  private final CoroutineThreads threads = CoroutineThreads.platform();
  private final RegisteredOrchestration code;
  private final List<ScriptedExecution> executions = new ArrayList<>();
  private final Map<String, KeyValue> keyValues = new TreeMap<>();
  private final Map<String, String> otherKeyValues = new HashMap<>();
  private long maxHistoryEvents = Long.MAX_VALUE;
  private long now = 1_000;
  private String runtimeVersion = "test";

  ExecutionHarness(Orchestration<String, ?> orchestration) {
    code = registered(orchestration);
  }

  static RegisteredOrchestration registered(Orchestration<String, ?> orchestration) {
    return Objects.requireNonNull(
        OrchestrationRegistry.builder()
            .register("test", String.class, orchestration)
            .build()
            .find("test", null));
  }

  /** A key value of another instance, as it is from the next turn on. */
  void store(String instance, String key, String json) {
    otherKeyValues.put(instance + "/" + key, json);
  }

  /** Executions that begin from now on are started by a runtime of this version. */
  void startedBy(String version) {
    runtimeVersion = version;
  }

  void limitHistory(long events) {
    maxHistoryEvents = events;
  }

  /** The first turn of the instance. */
  TurnDecision start(OrchestratorMessage... messages) {
    return begin("\"in\"", StartOrigin.CLIENT, null, List.of(), messages);
  }

  /** The first turn of the execution that the last decision continued as. */
  TurnDecision continueAsNew(OrchestratorMessage... messages) {
    Outcome.ContinuedAsNew next = (Outcome.ContinuedAsNew) current().lastDecision().outcome();
    now += 1_000;
    return begin(
        next.input(), StartOrigin.CONTINUE_AS_NEW, next.customStatus(), next.carried(), messages);
  }

  private TurnDecision begin(
      @Nullable String input,
      StartOrigin origin,
      @Nullable String customStatus,
      List<QueueMessage> carried,
      OrchestratorMessage... messages) {
    OrchestrationStarted started =
        new OrchestrationStarted(
            1, now, "test", "1.0.0", input, origin, null, runtimeVersion, customStatus, carried);
    executions.add(
        new ScriptedExecution(
            threads, code, executions.size() + 1, started, Map.copyOf(keyValues)));
    return decide(List.of(messages));
  }

  /** A further turn. */
  TurnDecision turn(OrchestratorMessage... messages) {
    now += 1_000;
    return decide(List.of(messages));
  }

  private TurnDecision decide(List<OrchestratorMessage> messages) {
    ScriptedExecution.Turn turn =
        new ScriptedExecution.Turn(
            messages, new ScriptedEnvironment(now, otherKeyValues, maxHistoryEvents));
    int turns = current().turns();
    boolean replayed = turns < ALL_REPLAYED_UNTIL || Integer.bitCount(turns) == 1;
    TurnDecision again = replayed ? current().decideByReplay(turn) : null;
    TurnDecision decision = current().decide(turn);
    if (again != null) {
      assertThat(again).as("decided by replay").isEqualTo(decision);
    }
    decision.events().forEach(this::remember);
    return decision;
  }

  /** What the store would keep of key values. */
  private void remember(HistoryEvent event) {
    if (event instanceof HistoryEvent.KeyValueSet set) {
      keyValues.put(set.key(), new KeyValue(set.value(), set.at()));
    } else if (event instanceof HistoryEvent.KeyValueRemoved removed) {
      keyValues.remove(removed.key());
    } else if (event instanceof HistoryEvent.KeyValuesCleared) {
      keyValues.clear();
    }
  }

  /** Replays all that was decided so far of this execution with other code. */
  void replayWith(Orchestration<String, ?> other) {
    current().replayWith(registered(other));
  }

  /** Replays events nobody decided. */
  static void replay(Orchestration<String, ?> orchestration, List<HistoryEvent> history) {
    OrchestrationStarted started =
        new OrchestrationStarted(
            1, 1, "test", "1.0.0", "\"in\"", StartOrigin.CLIENT, null, "test", null, List.of());
    new ScriptedExecution(
            CoroutineThreads.platform(), registered(orchestration), 1, started, Map.of())
        .replay(registered(orchestration), history);
  }

  /** Events of the current execution. */
  List<HistoryEvent> history() {
    return current().history();
  }

  LiveExecution live() {
    return current().live();
  }

  private ScriptedExecution current() {
    return executions.get(executions.size() - 1);
  }

  List<ScriptedExecution> executions() {
    return List.copyOf(executions);
  }

  static OrchestratorMessage completed(long id, @Nullable String json) {
    return new ActivityCompleted(INSTANCE, 1, id, json);
  }

  static OrchestratorMessage failed(long id, ErrorDetails error) {
    return new ActivityFailed(INSTANCE, 1, id, error);
  }

  static OrchestratorMessage childCompleted(long id, @Nullable String json) {
    return new SubOrchestrationCompleted(INSTANCE, 1, id, json);
  }

  static OrchestratorMessage childFailed(long id, ErrorDetails error) {
    return new SubOrchestrationFailed(INSTANCE, 1, id, error);
  }

  static OrchestratorMessage fired(long id) {
    return new TimerFired(INSTANCE, 1, id);
  }

  static OrchestratorMessage raised(String name, @Nullable String json) {
    return new EventRaised(INSTANCE, name, json);
  }

  static OrchestratorMessage sent(String queue, @Nullable String json) {
    return new QueueMessageSent(INSTANCE, queue, json);
  }

  static OrchestratorMessage cancel(String reason) {
    return new CancelInstance(INSTANCE, reason, false);
  }

  static OrchestratorMessage terminate(String reason) {
    return new CancelInstance(INSTANCE, reason, true);
  }

  @Override
  public void close() {
    try {
      executions.forEach(ScriptedExecution::decideAllAgain);
    } finally {
      executions.forEach(execution -> execution.live().close());
    }
  }
}
