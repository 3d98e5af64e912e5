package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.ParentLink;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceStats;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.StoreTotals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an operator reads about instances, their executions and their families. */
public abstract class ManagementContract extends ProviderContract {

  @Test
  void instanceInfo_afterSeveralTurns_describesTheLatest() {
    firstTurn("a").events(1).name("Invoice").startedAt(500).send();
    fixture.advance(Duration.ofSeconds(1));
    turnOf("a")
        .name("Invoice")
        .events(2)
        .startedAt(500)
        .status(ExecutionStatus.FAILED, "broken")
        .send();

    InstanceInfo info = info("a");
    assertThat(info.instance()).isEqualTo("a");
    assertThat(info.orchestrationName()).isEqualTo("Invoice");
    assertThat(info.orchestrationVersion()).isEqualTo("1.0.0");
    assertThat(info.executionId()).isEqualTo(1);
    assertThat(info.status()).isEqualTo(InstanceStatus.FAILED);
    assertThat(info.result()).isEqualTo("broken");
    assertThat(info.createdAt()).isEqualTo(500);
    assertThat(info.updatedAt()).isEqualTo(fixture.now());
    assertThat(info.parentInstance()).isNull();
  }

  @Test
  void executions_several_areListedFirstOneFirst() {
    long first = fixture.now();
    firstTurn("a").events(1, 2).runtimeVersion("1.0.0").send();
    fixture.advance(Duration.ofSeconds(1));
    turnOf("a").events(3).turns(2).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    fixture.advance(Duration.ofSeconds(1));
    turnOf("a").execution(2).events(1).runtimeVersion("2.0.0").send();

    assertThat(admin().executions("a"))
        .containsExactly(
            new ExecutionInfo(
                1,
                "Order",
                "1.0.0",
                ExecutionStatus.CONTINUED_AS_NEW,
                null,
                2,
                3,
                first,
                first + 1_000,
                "1.0.0"),
            new ExecutionInfo(
                2,
                "Order",
                "1.0.0",
                ExecutionStatus.RUNNING,
                null,
                1,
                1,
                first + 2_000,
                null,
                "2.0.0"));
  }

  @Test
  void executions_endedOne_showsItsResult() {
    firstTurn("a").events(1).status(ExecutionStatus.COMPLETED, "42").send();
    assertThat(admin().executions("a"))
        .singleElement()
        .satisfies(
            execution -> {
              assertThat(execution.status()).isEqualTo(ExecutionStatus.COMPLETED);
              assertThat(execution.result()).isEqualTo("42");
              assertThat(execution.endedAt()).isEqualTo(fixture.now());
            });
  }

  @Test
  void children_ofAnInstance_areTheDirectOnesOldestFirst() {
    create("root");
    child("second", "root", 200);
    child("first", "root", 100);
    child("grandchild", "first", 300);

    assertThat(admin().children("root")).containsExactly("first", "second");
    assertThat(admin().children("first")).containsExactly("grandchild");
    assertThat(admin().children("grandchild")).isEmpty();
    assertThat(admin().children("nobody")).isEmpty();
    assertThat(info("grandchild").parentInstance()).isEqualTo("first");
    assertThat(info("root").parentInstance()).isNull();
  }

  @Test
  void family_ofAnInstance_hasParentsBeforeChildren() {
    create("root");
    child("x", "root", 300);
    child("y", "root", 200);
    child("a", "x", 100);
    child("b", "a", 50);
    create("stranger");

    assertThat(admin().family("root"))
        .containsExactlyInAnyOrder("root", "x", "y", "a", "b")
        .startsWith("root")
        .containsSubsequence("x", "a", "b");
    assertThat(admin().family("x")).containsExactly("x", "a", "b");
    assertThat(admin().family("b")).containsExactly("b");
  }

  @Test
  void totals_count_instancesByStatusExecutionsAndEvents() {
    assertThat(admin().totals()).isEqualTo(new StoreTotals(Map.of(), 0, 0));
    createEnded("completed");
    firstTurn("failed").events(1, 2).status(ExecutionStatus.FAILED, "e").send();
    create("running");
    create("suspended");
    provider.suspendInstance("suspended");
    firstTurn("continued").events(1).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    turnOf("continued").execution(2).events(1, 2).send();
    start("queued");

    assertThat(admin().totals())
        .isEqualTo(
            new StoreTotals(
                Map.of(
                    InstanceStatus.COMPLETED,
                    1L,
                    InstanceStatus.FAILED,
                    1L,
                    InstanceStatus.RUNNING,
                    2L,
                    InstanceStatus.SUSPENDED,
                    1L),
                6,
                8));
  }

  @Test
  void instanceStats_of_theCurrentExecutionAndTheWholeInstance() {
    firstTurn("a").events(1, 2).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    turnOf("a").execution(2).events(1, 2, 3).historyBytes(789).set("k", "ää").set("l", "").send();
    raise("a", "x");
    provider.enqueueForOrchestrator(new TimerFired("a", 2, 3), Duration.ofHours(1));

    assertThat(admin().instanceStats("a")).isEqualTo(new InstanceStats(2, 3, 789, 2, 2, 4));
  }

  @Test
  void currentExecution_fetched_carriesTurnsAndHistoryBytes() {
    firstTurn("a").events(1).turns(1).historyBytes(100).send();
    turnOf("a").turns(2).historyBytes(250).send();
    raise("a", "x");
    assertThat(fetchTurn("a").current())
        .satisfies(
            current -> {
              assertThat(current).isNotNull();
              assertThat(current.turns()).isEqualTo(2);
              assertThat(current.historyBytes()).isEqualTo(250);
            });
  }

  @Test
  void unknownInstance_askedFor_isNotFound() {
    start("queued");
    for (String instance : List.of("nobody", "queued")) {
      assertNotFound(() -> admin().executions(instance));
      assertNotFound(() -> admin().family(instance));
      assertNotFound(() -> admin().instanceStats(instance));
    }
  }

  @Test
  void connectionPool_isConsistent() {
    ProviderAdmin.ConnectionPool pool = admin().connectionPool();
    assertThat(pool.used() + pool.idle()).isLessThanOrEqualTo(pool.max());
    assertThat(pool.pending()).isZero();
  }

  private ProviderAdmin admin() {
    return provider.admin();
  }

  private void child(String child, String parent, long startedAt) {
    firstTurn(child)
        .events(1)
        .startedAt(startedAt)
        .parent(new ParentLink(parent, 1, 2, "Order"))
        .send();
  }

  private static void assertNotFound(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InstanceNotFoundException.class);
  }
}
