package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.ContinueAsNew;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Continue-as-new: several executions, one instance. */
public abstract class MultiExecutionContract extends ProviderContract {

  @Test
  void continuedInstance_betweenExecutions_isRunning() {
    start("a");
    turn().events(1, 2).status(ExecutionStatus.CONTINUED_AS_NEW, "x").send();

    InstanceInfo info = Objects.requireNonNull(provider.instanceInfo("a"));
    assertThat(info.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(info.result()).isNull();
    raise("a", "next");
    CurrentExecution current = Objects.requireNonNull(fetchTurn().current());
    assertThat(current.status()).isEqualTo(ExecutionStatus.CONTINUED_AS_NEW);
    assertThat(current.lastEventId()).isEqualTo(2);
    assertThat(current.startedAt()).isEqualTo(77);
  }

  @Test
  void messages_betweenExecutions_areHandedOutAgainWithTheLateStart_inOrder() {
    ContinueAsNew next = new ContinueAsNew("a", "Order", null, null, null, null, List.of());
    start("a");
    OrchestrationItem first = fetchTurn("a");
    raise("a", "came during the turn");
    commit(first)
        .events(1)
        .status(ExecutionStatus.CONTINUED_AS_NEW, null)
        .message(next, fixture.now() + 5_000)
        .send();
    ActivityCompleted stale = new ActivityCompleted("a", 1, 2, null);
    provider.enqueueForOrchestrator(stale, AT_ONCE);

    OrchestrationItem early = fetchTurn("a");
    assertThat(early.messages()).containsExactly(raised("a", "came during the turn"), stale);
    provider.abandonOrchestrationItem(early.lockToken(), Duration.ofSeconds(1), false);
    raise("a", "later");
    fixture.advance(Duration.ofSeconds(5));
    OrchestrationItem complete = fetchTurn("a");
    assertThat(complete.messages())
        .containsExactly(raised("a", "came during the turn"), stale, raised("a", "later"), next);
    commit(complete).execution(2).events(1).send();
    assertNoTurn();
  }

  @Test
  void executions_several_keepTheirOwnHistories() {
    start("a");
    turn()
        .events(1, 2)
        .status(ExecutionStatus.CONTINUED_AS_NEW, null)
        .message(raised("a", "1"))
        .send();
    turn().execution(2).events(1).message(raised("a", "2")).send();
    turn().execution(3).events(1, 2, 3).status(ExecutionStatus.COMPLETED, "42").send();

    assertThat(provider.readHistory("a", 1, 0)).hasSize(2);
    assertThat(provider.readHistory("a", 2, 0)).hasSize(1);
    assertThat(provider.readHistory("a", 3, 1))
        .extracting(HistoryEvent::id)
        .containsExactly(2L, 3L);
    InstanceInfo info = Objects.requireNonNull(provider.instanceInfo("a"));
    assertThat(info.executionId()).isEqualTo(3);
    assertThat(info.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(info.result()).isEqualTo("42");
  }

  @Test
  void executions_oneAfterAnother_areTheCurrentOneInTurn() {
    start("a");
    for (long id = 1; id <= 3; id++) {
      OrchestrationItem item = fetchTurn("a");
      commit(item)
          .execution(id)
          .events(1)
          .status(ExecutionStatus.CONTINUED_AS_NEW, null)
          .message(raised("a", "next"))
          .send();
      assertThat(info("a").executionId()).isEqualTo(id);
      assertThat(provider.readHistory("a", id, 0)).hasSize(1);
      assertThat(provider.readHistory("a", id + 1, 0)).isEmpty();
    }
    assertThat(provider.admin().executions("a"))
        .extracting(ExecutionInfo::executionId)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void currentExecution_olderExecutionCommits_doesNotGoBack() {
    start("a");
    turn().execution(2).events(1).message(raised("a", "x")).send();
    turn().execution(1).events(1).status(ExecutionStatus.FAILED, "e").send();

    InstanceInfo info = Objects.requireNonNull(provider.instanceInfo("a"));
    assertThat(info.executionId()).isEqualTo(2);
    assertThat(info.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void lastEventId_turnWithoutEvents_stays() {
    start("a");
    turn().events(1, 2, 3).message(raised("a", "x")).send();
    turn().message(raised("a", "y")).send();
    assertThat(Objects.requireNonNull(fetchTurn().current()).lastEventId()).isEqualTo(3);
  }
}
