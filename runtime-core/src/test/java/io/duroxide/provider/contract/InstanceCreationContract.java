package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An instance exists from its first committed turn, and its id is taken from its start on. */
public abstract class InstanceCreationContract extends ProviderContract {

  @Test
  void start_beforeItsFirstTurn_createsNoInstance() {
    start("a");
    assertThat(provider.instanceInfo("a")).isNull();
    OrchestrationItem item = fetchTurn();
    assertThat(item.current()).isNull();
    assertThat(item.messages()).containsExactly(startOf("a"));
  }

  @Test
  void firstTurn_committed_createsTheInstance() {
    create("a");
    InstanceInfo info = Objects.requireNonNull(provider.instanceInfo("a"));
    assertThat(info.orchestrationName()).isEqualTo("Order");
    assertThat(info.orchestrationVersion()).isEqualTo("1.0.0");
    assertThat(info.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(info.createdAt()).isEqualTo(77);
    assertThat(info.updatedAt()).isEqualTo(fixture.now());
  }

  @Test
  void startInstance_idTaken_isRefused() {
    start("a");
    assertThat(provider.startInstance(startOf("a"))).as("still queued").isFalse();
    OrchestrationItem item = fetchTurn();
    assertThat(provider.startInstance(startOf("a"))).as("in its first turn").isFalse();
    commit(item).events(1).status(ExecutionStatus.COMPLETED, "1").send();
    assertThat(provider.startInstance(startOf("a"))).as("ended").isFalse();
    assertNoTurn();
  }

  @Test
  void startInstance_manyAtOnce_oneWins() throws Exception {
    assertThat(Together.run(8, () -> provider.startInstance(startOf("a"))))
        .filteredOn(started -> started)
        .hasSize(1);
    assertThat(fetchTurn().messages()).hasSize(1);
  }

  @Test
  void startInstance_whileADelayedStartWaits_isRefused() {
    provider.enqueueForOrchestrator(startOf("a"), Duration.ofSeconds(10));
    assertThat(provider.startInstance(startOf("a"))).isFalse();
  }

  @Test
  void startInstance_whileOnlyAMessageWaits_succeeds() {
    raise("a", "early");
    assertThat(provider.startInstance(startOf("a"))).isTrue();
  }

  @Test
  void start_enqueuedByATurnForAnExistingId_isDeliveredAsAMessage() {
    create("a");
    start("b");
    turn().events(1).message(startOf("a")).send();

    OrchestrationItem item = fetchTurn();
    assertThat(item.messages()).containsExactly(startOf("a"));
    assertThat(item.current()).isNotNull();
  }

  @Test
  void start_withoutVersion_isDelivered() {
    StartOrchestration start =
        new StartOrchestration("a", "Order", null, null, StartOrigin.CLIENT, null);
    provider.startInstance(start);
    assertThat(fetchTurn().messages()).containsExactly(start);
  }

  @Test
  void child_startedByATurn_knowsItsParentFromItsFirstTurnOn() {
    ParentLink parent = new ParentLink("p", 3, 4, "Parent");
    StartOrchestration start =
        new StartOrchestration(
            "child", "Order", "1.0.0", "{}", StartOrigin.SUB_ORCHESTRATION, parent);
    create("p");
    turnOf("p").message(start).send();

    assertThat(provider.instanceInfo("child")).isNull();
    OrchestrationItem item = fetchTurn("child");
    assertThat(item.messages()).containsExactly(start);
    commit(item).events(1).parent(parent).send();

    assertThat(info("child").parentInstance()).isEqualTo("p");
    raise("child", "x");
    CurrentExecution current = Objects.requireNonNull(fetchTurn("child").current());
    assertThat(current.parent()).isEqualTo(parent);
  }
}
