package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A suspended instance takes no turns, and loses nothing meanwhile. */
public abstract class SuspensionContract extends ProviderContract {

  @Test
  void suspend_waitingInstance_takesNoTurns() {
    create("a");
    assertThat(provider.suspendInstance("a")).isTrue();
    raise("a", "x");
    assertNoTurn();
    assertThat(info("a").status()).isEqualTo(InstanceStatus.SUSPENDED);
  }

  @Test
  void suspend_instanceWithDueMessages_takesNoTurns() {
    create("a");
    raise("a", "x");
    provider.suspendInstance("a");
    assertNoTurn();
  }

  @Test
  void suspend_oneInstance_leavesOthers() {
    create("a");
    create("b");
    provider.suspendInstance("a");
    raise("a", "x");
    raise("b", "x");
    assertThat(fetchTurn().instance()).isEqualTo("b");
    assertNoTurn();
  }

  @Test
  void resume_suspendedInstance_getsAllThatCameMeanwhileInOrder() {
    create("a");
    raise("a", "1");
    provider.suspendInstance("a");
    raise("a", "2");
    provider.enqueueForOrchestrator(new TimerFired("a", 1, 2), Duration.ofSeconds(10));
    raise("a", "3");
    fixture.advance(Duration.ofSeconds(10));

    assertThat(provider.resumeInstance("a")).isTrue();

    assertThat(info("a").status()).isEqualTo(InstanceStatus.RUNNING);
    OrchestrationItem item = fetchTurn("a");
    assertThat(item.messages())
        .containsExactly(
            raised("a", "1"), raised("a", "2"), raised("a", "3"), new TimerFired("a", 1, 2));
    assertThat(item.deliveryCount()).isEqualTo(1);
  }

  @Test
  void resume_beforeADelayedMessage_waitsForIt() {
    create("a");
    provider.suspendInstance("a");
    provider.enqueueForOrchestrator(new TimerFired("a", 1, 2), Duration.ofSeconds(10));
    provider.resumeInstance("a");
    assertNoTurn();
    fixture.advance(Duration.ofSeconds(10));
    assertThat(fetchTurn("a").messages()).hasSize(1);
  }

  @Test
  void suspendOrResume_withoutEffect_saysSo() {
    create("a");
    assertThat(provider.resumeInstance("a")).as("not suspended").isFalse();
    assertThat(provider.suspendInstance("a")).isTrue();
    assertThat(provider.suspendInstance("a")).as("suspended already").isFalse();
    assertThat(provider.resumeInstance("a")).isTrue();
    assertThat(provider.resumeInstance("a")).as("resumed already").isFalse();
  }

  @Test
  void suspend_endedInstance_isRefused() {
    createEnded("a");
    assertThat(provider.suspendInstance("a")).isFalse();
    assertThat(provider.resumeInstance("a")).isFalse();
    assertThat(info("a").status()).isEqualTo(InstanceStatus.COMPLETED);
  }

  @Test
  void suspendOrResume_instanceWithoutATurn_isNotFound() {
    start("queued");
    for (String instance : new String[] {"queued", "nobody"}) {
      assertThatThrownBy(() -> provider.suspendInstance(instance))
          .isInstanceOf(InstanceNotFoundException.class)
          .hasMessageContaining(instance);
      assertThatThrownBy(() -> provider.resumeInstance(instance))
          .isInstanceOf(InstanceNotFoundException.class);
    }
    assertThat(fetchTurn().instance()).isEqualTo("queued");
  }

  @Test
  void suspend_duringATurn_letsItFinish() {
    create("a");
    Commit commit = turnOf("a");
    raise("a", "late");
    provider.suspendInstance("a");
    commit.events(2).activities(2).send();

    assertThat(provider.readHistory("a", 1, 1)).hasSize(1);
    assertNoTurn();
    assertThat(info("a").status()).isEqualTo(InstanceStatus.SUSPENDED);
    provider.resumeInstance("a");
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "late"));
  }

  @Test
  void suspend_duringATurnThatEndsTheInstance_isOver() {
    create("a");
    Commit commit = turnOf("a");
    provider.suspendInstance("a");
    commit.status(ExecutionStatus.COMPLETED, "1").send();
    assertThat(info("a").status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(provider.resumeInstance("a")).isFalse();
  }

  @Test
  void suspend_duringATurnThatIsGivenBackOrExpires_takesNoOther() {
    create("a");
    create("b");
    raise("a", "x");
    OrchestrationItem given = fetchTurn("a");
    raise("b", "x");
    fetchTurn("b");
    provider.suspendInstance("a");
    provider.suspendInstance("b");

    provider.abandonOrchestrationItem(given.lockToken(), AT_ONCE, false);
    fixture.advance(LOCK);

    assertNoTurn();
    provider.resumeInstance("a");
    assertThat(fetchTurn("a").deliveryCount()).isEqualTo(2);
    provider.resumeInstance("b");
    assertThat(fetchTurn("b").deliveryCount()).isEqualTo(2);
  }

  @Test
  void renewal_ofATurnOfASuspendedInstance_works() {
    create("a");
    raise("a", "x");
    OrchestrationItem item = fetchTurn("a");
    provider.suspendInstance("a");
    provider.renewOrchestrationItemLock(item.lockToken(), LOCK.multipliedBy(2));
    fixture.advance(LOCK);
    commit(item).events(2).send();
    assertNoTurn();
  }

  @Test
  void resume_duringATurn_keepsItsLock() {
    create("a");
    raise("a", "x");
    OrchestrationItem item = fetchTurn("a");
    provider.suspendInstance("a");
    raise("a", "late");
    provider.resumeInstance("a");
    assertNoTurn();
    commit(item).events(2).send();
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "late"));
  }

  @Test
  void resume_instanceThatWasPutOff_keepsTheDelay() {
    create("a");
    raise("a", "x");
    provider.abandonOrchestrationItem(fetchTurn("a").lockToken(), Duration.ofSeconds(9), false);
    provider.suspendInstance("a");
    provider.resumeInstance("a");
    assertNoTurn();
    fixture.advance(Duration.ofSeconds(9));
    fetchTurn("a");
  }

  @Test
  void cancelMessage_endsTheSuspension() {
    create("a");
    provider.suspendInstance("a");
    raise("a", "x");
    CancelInstance cancel = new CancelInstance("a", "enough", false);
    provider.enqueueForOrchestrator(cancel, AT_ONCE);

    assertThat(info("a").status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "x"), cancel);
    assertThat(provider.resumeInstance("a")).isFalse();
  }

  @Test
  void cancelMessage_sentByATurnOfAnother_endsTheSuspension() {
    create("a");
    create("parent");
    provider.suspendInstance("a");
    CancelInstance cancel = new CancelInstance("a", "parent ended", false);
    turnOf("parent").message(cancel).send();
    assertThat(fetchTurn("a").messages()).containsExactly(cancel);
  }

  @Test
  void cancelMessage_duringATurn_keepsItsLock() {
    create("a");
    raise("a", "x");
    OrchestrationItem item = fetchTurn("a");
    provider.suspendInstance("a");
    CancelInstance cancel = new CancelInstance("a", "enough", false);
    provider.enqueueForOrchestrator(cancel, AT_ONCE);
    assertNoTurn();
    commit(item).events(2).send();
    assertThat(fetchTurn("a").messages()).containsExactly(cancel);
  }

  @Test
  void continueAsNew_ofASuspendedInstance_waits() {
    create("a");
    Commit commit = turnOf("a");
    provider.suspendInstance("a");
    commit.status(ExecutionStatus.CONTINUED_AS_NEW, null).message(raised("a", "next")).send();
    assertThat(info("a").status()).isEqualTo(InstanceStatus.SUSPENDED);
    assertNoTurn();
    provider.resumeInstance("a");
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "next"));
  }

  @Test
  void activities_ofASuspendedInstance_goOn() {
    createWithActivities("a", 2);
    provider.suspendInstance("a");
    provider.ackWorkItem(fetchActivity().lockToken(), raised("a", "done"));
    assertNoTurn();
    provider.resumeInstance("a");
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "done"));
  }
}
