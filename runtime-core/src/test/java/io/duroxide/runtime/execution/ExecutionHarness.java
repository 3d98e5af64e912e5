package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Orchestration;
import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.ActivityFailed;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.StartOrigin;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.replay.TurnDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Drives an orchestration turn by turn without runtime or provider. Every turn is decided twice, by
 * the execution in memory and by a fresh one that replays the history, and both must decide the
 * same.
 */
final class ExecutionHarness implements AutoCloseable {

  static final String INSTANCE = "i";
  private static final ExecutionIdentity IDENTITY =
      new ExecutionIdentity(INSTANCE, 1, "test", "1.0.0");

  private final CoroutineThreads threads = CoroutineThreads.platform();
  private final RegisteredOrchestration code;
  private final List<HistoryEvent> history = new ArrayList<>();
  private final LiveExecution live;
  private long now = 1_000;

  ExecutionHarness(Orchestration<String, ?> orchestration) {
    code = registered(orchestration);
    live = fresh();
  }

  static RegisteredOrchestration registered(Orchestration<String, ?> orchestration) {
    return Objects.requireNonNull(
        OrchestrationRegistry.builder()
            .register("test", String.class, orchestration)
            .build()
            .find("test", null));
  }

  /** The first turn. */
  TurnDecision start() {
    HistoryEvent started =
        new OrchestrationStarted(
            1, now, "test", "1.0.0", "\"in\"", StartOrigin.CLIENT, null, "test", null, List.of());
    TurnDecision decision = live.advance(started, List.of(), now, uuids());
    try (LiveExecution again = fresh()) {
      assertThat(again.advance(started, List.of(), now, uuids())).isEqualTo(decision);
    }
    history.addAll(decision.events());
    return decision;
  }

  /** A further turn. */
  TurnDecision turn(OrchestratorMessage... messages) {
    now += 1_000;
    TurnDecision decision = live.advance(null, List.of(messages), now, uuids());
    try (LiveExecution again = fresh()) {
      again.replay(history);
      assertThat(again.advance(null, List.of(messages), now, uuids())).isEqualTo(decision);
    }
    history.addAll(decision.events());
    return decision;
  }

  /** Replays all that was decided so far with other code. */
  void replayWith(Orchestration<String, ?> other) {
    try (LiveExecution replayed =
        new LiveExecution(threads, IDENTITY, registered(other), "\"in\"", StartOrigin.CLIENT)) {
      replayed.replay(history);
    }
  }

  List<HistoryEvent> history() {
    return List.copyOf(history);
  }

  LiveExecution live() {
    return live;
  }

  static OrchestratorMessage completed(long id, @Nullable String json) {
    return new ActivityCompleted(INSTANCE, 1, id, json);
  }

  static OrchestratorMessage failed(long id, io.duroxide.ErrorDetails error) {
    return new ActivityFailed(INSTANCE, 1, id, error);
  }

  static OrchestratorMessage fired(long id) {
    return new TimerFired(INSTANCE, 1, id);
  }

  static OrchestratorMessage raised(String name, String json) {
    return new EventRaised(INSTANCE, name, json);
  }

  private LiveExecution fresh() {
    return new LiveExecution(threads, IDENTITY, code, "\"in\"", StartOrigin.CLIENT);
  }

  private Supplier<UUID> uuids() {
    long[] next = {now};
    return () -> new UUID(0, next[0]++);
  }

  @Override
  public void close() {
    live.close();
    threads.close();
  }
}
