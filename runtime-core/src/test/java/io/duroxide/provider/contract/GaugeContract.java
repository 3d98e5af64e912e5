package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.StoreGauges.ActiveInstances;
import io.duroxide.provider.StoreGauges.InstanceState;
import io.duroxide.provider.StoreGauges.QueueGauge;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The values an operator sees. */
public abstract class GaugeContract extends ProviderContract {

  private static final QueueGauge EMPTY = new QueueGauge(0, 0);

  @Test
  void gauges_emptyStore_areZero() {
    StoreGauges gauges = gauges();
    assertThat(gauges.activeInstances()).isEmpty();
    assertThat(gauges.orchestratorQueue()).isEqualTo(EMPTY);
    assertThat(gauges.workerQueue()).isEqualTo(EMPTY);
    assertThat(gauges.timersScheduled()).isZero();
  }

  @Test
  void activeInstances_runningWaitingAndEnded_countOpenOnesByState() {
    create("waiting");
    create("ended");
    raise("ended", "x");
    turn().events(2).status(ExecutionStatus.FAILED, "e").send();
    create("idle");
    create("due");
    raise("due", "x");
    assertThat(gauges().activeInstances())
        .containsExactly(
            new ActiveInstances("Order", InstanceState.RUNNING, 1),
            new ActiveInstances("Order", InstanceState.WAITING, 2));

    fetchTurn();
    assertThat(gauges().activeInstances())
        .contains(new ActiveInstances("Order", InstanceState.RUNNING, 1));
  }

  @Test
  void orchestratorQueue_dueLockedParkedAndDelayed_countsWhatIsDue() {
    create("a");
    raise("a", "1");
    raise("a", "2");
    raise("ghost", "parked");
    provider.enqueueForOrchestrator(new TimerFired("a", 1, 2), Duration.ofHours(1));
    fixture.advance(Duration.ofMillis(700));
    assertThat(gauges().orchestratorQueue()).isEqualTo(new QueueGauge(2, 700));
    assertThat(gauges().timersScheduled()).isEqualTo(1);

    OrchestrationItem item = fetchTurn();
    assertThat(gauges().orchestratorQueue()).isEqualTo(EMPTY);
    raise("a", "3");
    assertThat(gauges().orchestratorQueue().depth()).isEqualTo(1);
    provider.abandonOrchestrationItem(item.lockToken(), Duration.ofSeconds(2), false);
    assertThat(gauges().orchestratorQueue()).isEqualTo(EMPTY);
    fixture.advance(Duration.ofSeconds(2));
    assertThat(gauges().orchestratorQueue().depth()).isEqualTo(3);
  }

  @Test
  void workerQueue_dueAndLocked_countsWhatIsDue() {
    createWithActivities("a", 2, 3, 4);
    fixture.advance(Duration.ofMillis(300));
    fetchActivity();
    assertThat(gauges().workerQueue()).isEqualTo(new QueueGauge(2, 300));
    fixture.advance(LOCK);
    assertThat(gauges().workerQueue().depth()).isEqualTo(3);
  }

  @Test
  void suspendedInstance_isCountedApartAndItsMessagesAreNotDue() {
    create("a");
    create("b");
    provider.suspendInstance("a");
    raise("a", "x");
    assertThat(gauges().activeInstances())
        .containsExactlyInAnyOrder(
            new ActiveInstances("Order", InstanceState.SUSPENDED, 1),
            new ActiveInstances("Order", InstanceState.WAITING, 1));
    assertThat(gauges().orchestratorQueue()).isEqualTo(EMPTY);

    provider.resumeInstance("a");
    assertThat(gauges().activeInstances())
        .containsExactlyInAnyOrder(
            new ActiveInstances("Order", InstanceState.RUNNING, 1),
            new ActiveInstances("Order", InstanceState.WAITING, 1));
    assertThat(gauges().orchestratorQueue().depth()).isEqualTo(1);
  }

  @Test
  void activeInstances_ofSeveralOrchestrations_areCountedByName() {
    firstTurn("a").name("Invoice").events(1).send();
    create("b");
    create("c");
    assertThat(gauges().activeInstances())
        .containsExactlyInAnyOrder(
            new ActiveInstances("Invoice", InstanceState.WAITING, 1),
            new ActiveInstances("Order", InstanceState.WAITING, 2));
  }

  @Test
  void activeInstances_betweenTwoExecutions_staysOpen() {
    firstTurn("a").events(1).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    assertThat(gauges().activeInstances())
        .containsExactly(new ActiveInstances("Order", InstanceState.WAITING, 1));
  }

  @Test
  void workerQueue_activitiesOfAnyTagAndSession_areCounted() {
    firstTurn("a").events(1).activities(2).tagged("gpu", 3).inSession("s", 4).send();
    assertThat(gauges().workerQueue().depth()).isEqualTo(3);
  }

  private StoreGauges gauges() {
    return provider.admin().storeGauges();
  }
}
