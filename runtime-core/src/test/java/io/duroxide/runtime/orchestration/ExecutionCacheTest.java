package io.duroxide.runtime.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.registry.RegisteredOrchestration;
import io.duroxide.runtime.execution.ExecutionIdentity;
import io.duroxide.runtime.execution.LiveExecution;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Executions in memory: only what is current stays. */
class ExecutionCacheTest {

  private final CoroutineThreads threads = CoroutineThreads.platform();
  private final ExecutionCache cache = new ExecutionCache(100);
  private final RegisteredOrchestration code =
      Objects.requireNonNull(
          OrchestrationRegistry.builder()
              .register("o", Void.class, (ctx, in) -> ctx.event("go", String.class).await())
              .build()
              .find("o", null));

  @AfterEach
  void close() {
    cache.close();
  }

  private static OrchestrationItem turn(String instance, String token) {
    return new OrchestrationItem(
        instance, null, List.of(), List.of(), 1, new LockToken(instance, token), Duration.ZERO);
  }

  private LiveExecution live(String instance) {
    OrchestrationStarted started =
        new OrchestrationStarted(
            1, 1, "o", "1.0.0", null, StartOrigin.CLIENT, null, "test", null, List.of());
    return new LiveExecution(
        threads, new ExecutionIdentity(instance, 1, "o", "1.0.0"), code, started, Map.of());
  }

  @Test
  void executionOfTheLatestTurn_isKept() {
    OrchestrationItem turn = turn("i", "t1");
    cache.begin(turn);
    cache.put(turn, live("i"));
    cache.end(turn);
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void executionPutAfterTheNextTurnBegan_isNotKept() {
    OrchestrationItem early = turn("i", "t1");
    OrchestrationItem late = turn("i", "t2");
    cache.begin(early);
    cache.begin(late);
    cache.put(early, live("i"));
    assertThat(cache.size()).isZero();
    cache.put(late, live("i"));
    assertThat(cache.size()).isEqualTo(1);
  }

  @Test
  void executionPutAfterTheNextTurnEnded_isNotKept() {
    OrchestrationItem early = turn("i", "t1");
    OrchestrationItem last = turn("i", "t2");
    cache.begin(early);
    cache.begin(last);
    cache.end(last);
    cache.put(early, live("i"));
    cache.end(early);
    assertThat(cache.size()).isZero();
  }

  @Test
  void executionNotUsedForAWhile_leaves() {
    OrchestrationItem turn = turn("i", "t1");
    cache.begin(turn);
    cache.put(turn, live("i"));
    cache.letIdleGo(Duration.ofHours(1));
    assertThat(cache.size()).isEqualTo(1);
    cache.letIdleGo(Duration.ZERO);
    assertThat(cache.size()).isZero();
  }
}
