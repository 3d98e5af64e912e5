package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.history.OrchestratorMessage.ActivityCompleted;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionRefusedException;
import io.duroxide.provider.DeletionRefusedException.Reason;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.StoreTotals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deletion takes all that belongs to an instance, and nothing comes back. */
public abstract class DeletionContract extends ProviderContract {

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED", "CANCELLED"})
  void delete_endedInstance_removesAndCountsAll(ExecutionStatus end) {
    firstTurn("a").events(1, 2).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    turnOf("a").execution(2).events(1, 2, 3).activities(2).status(end, "x").send();
    raise("a", "1");
    provider.enqueueForOrchestrator(new TimerFired("a", 2, 3), Duration.ofHours(1));

    assertThat(admin().deleteInstances(List.of("a"), false))
        .isEqualTo(new DeletionCounts(1, 2, 5, 3));

    assertThat(provider.instanceInfo("a")).isNull();
    assertThat(provider.readHistory("a", 1, 0)).isEmpty();
    assertThat(provider.readHistory("a", 2, 0)).isEmpty();
    assertThat(admin().instances(InstanceQuery.ALL).items()).isEmpty();
    assertThat(admin().totals()).isEqualTo(new StoreTotals(Map.of(), 0, 0));
    assertNoActivity();
    assertNoTurn();
    fixture.advance(Duration.ofHours(2));
    assertNoTurn();
  }

  @Test
  void delete_runningInstance_needsForce() {
    createWithActivities("a", 2);
    assertRefused(() -> admin().deleteInstances(List.of("a"), false), Reason.STILL_RUNNING);
    assertRefused(() -> admin().deleteFamily("a", false), Reason.STILL_RUNNING);
    assertThat(provider.instanceInfo("a")).isNotNull();

    assertThat(admin().deleteInstances(List.of("a"), true))
        .isEqualTo(new DeletionCounts(1, 1, 1, 1));
    assertThat(provider.instanceInfo("a")).isNull();
  }

  @Test
  void delete_suspendedOrContinuedInstance_needsForce() {
    create("suspended");
    provider.suspendInstance("suspended");
    firstTurn("continued").events(1).status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    for (String instance : List.of("suspended", "continued")) {
      assertRefused(() -> admin().deleteInstances(List.of(instance), false), Reason.STILL_RUNNING);
    }
  }

  @Test
  void delete_unknownInstance_isNotFoundAndNothingGoes() {
    createEnded("a");
    start("queued");
    for (String instance : List.of("nobody", "queued")) {
      assertNotFound(() -> admin().deleteInstances(List.of("a", instance), true));
      assertNotFound(() -> admin().deleteFamily(instance, true));
    }
    assertThat(provider.instanceInfo("a")).isNotNull();
    assertThat(fetchTurn().instance()).isEqualTo("queued");
  }

  @Test
  void delete_nothing_countsNothing() {
    create("a");
    assertThat(admin().deleteInstances(List.of(), true)).isEqualTo(DeletionCounts.NONE);
    assertThat(provider.instanceInfo("a")).isNotNull();
  }

  @Test
  void delete_oneOfSeveral_leavesTheOthers() {
    createWithActivities("a", 2);
    createWithActivities("b", 2);
    raise("a", "x");
    raise("b", "x");
    admin().deleteInstances(List.of("a"), true);
    assertThat(fetchTurn("b").messages()).containsExactly(raised("b", "x"));
    assertThat(fetchActivity().work().instance()).isEqualTo("b");
    assertThat(provider.readHistory("b", 1, 0)).hasSize(1);
  }

  @Test
  void delete_thenStartAgain_beginsFromNothing() {
    firstTurn("a")
        .events(1, 2)
        .activities(2)
        .customStatus("1")
        .status(ExecutionStatus.FAILED, "e")
        .send();
    raise("a", "old");
    provider.abandonOrchestrationItem(fetchTurn("a").lockToken(), Duration.ofHours(1), false);
    admin().deleteInstances(List.of("a"), false);

    assertThat(provider.startInstance(startOf("a"))).isTrue();
    var item = fetchTurn("a");
    assertThat(item.current()).isNull();
    assertThat(item.messages()).containsExactly(startOf("a"));
    assertThat(item.deliveryCount()).isEqualTo(1);
    commit(item).events(1).send();
    assertThat(info("a").executionId()).isEqualTo(1);
    assertThat(info("a").customStatus().version()).isZero();
    assertThat(provider.readHistory("a", 1, 0)).hasSize(1);
  }

  @Test
  void delete_lockedInstance_letsTheNextOneOfItsNameRunAtOnce() {
    create("a");
    raise("a", "x");
    fetchTurn("a");
    admin().deleteInstances(List.of("a"), true);
    start("a");
    assertThat(fetchTurn("a").messages()).containsExactly(startOf("a"));
  }

  @Test
  void delete_duringATurn_refusesItsCommit() {
    create("a");
    Commit commit = turnOf("a").events(2).activities(2).message(raised("a", "y"));
    admin().deleteInstances(List.of("a"), true);

    assertLockLost(commit::send);
    assertThat(provider.instanceInfo("a")).isNull();
    assertThat(provider.readHistory("a", 1, 0)).isEmpty();
    assertNoActivity();
  }

  @Test
  void delete_duringATurn_refusesItsCommitToTheSuccessorToo() {
    create("a");
    Commit late = turnOf("a").events(2);
    admin().deleteInstances(List.of("a"), true);
    start("a");
    Commit successor = commit(fetchTurn("a")).events(1);
    assertLockLost(late::send);
    successor.send();
    assertThat(provider.readHistory("a", 1, 0)).hasSize(1);
  }

  @Test
  void delete_withActivities_leavesNoneToFetchOrFinish() {
    createWithActivities("a", 2, 3);
    ActivityItem held = fetchActivity();
    admin().deleteInstances(List.of("a"), true);
    assertNoActivity();
    assertLockLost(() -> provider.renewWorkItemLock(held.lockToken(), LOCK));
    assertLockLost(() -> provider.ackWorkItem(held.lockToken(), raised("a", "done")));
    assertNoTurn();
  }

  @Test
  void lateCompletion_ofADeletedInstance_harmsNobody() {
    createWithActivities("a", 2);
    admin().deleteInstances(List.of("a"), true);
    provider.enqueueForOrchestrator(new ActivityCompleted("a", 1, 2, "late"), AT_ONCE);
    create("b");
    raise("b", "x");
    assertThat(fetchTurn().instance()).isEqualTo("b");
    assertNoTurn();
  }

  @Test
  void staleActivity_afterDeletionAndStart_cannotReachTheSuccessor() {
    createWithActivities("a", 2);
    ActivityItem stale = fetchActivity();
    admin().deleteInstances(List.of("a"), true);
    createWithActivities("a", 2);

    assertThat(provider.cancelledWorkItems(List.of(stale.lockToken())))
        .containsExactly(stale.lockToken());
    assertLockLost(
        () -> provider.ackWorkItem(stale.lockToken(), new ActivityCompleted("a", 1, 2, "stale")));
    assertNoTurn();
    assertThat(fetchActivity().deliveryCount()).isEqualTo(1);
  }

  @Test
  void deleteFamily_ofARoot_removesAllGenerations() {
    createEnded("root");
    createChild("child", "root");
    createChild("grandchild", "child");
    createEnded("stranger");
    end("child");
    assertRefused(() -> admin().deleteFamily("child", false), Reason.HAS_PARENT);
    assertRefused(() -> admin().deleteFamily("child", true), Reason.HAS_PARENT);
    assertRefused(() -> admin().deleteFamily("root", false), Reason.STILL_RUNNING);
    end("grandchild");

    assertThat(admin().deleteFamily("root", false)).isEqualTo(new DeletionCounts(3, 3, 3, 0));
    for (String instance : List.of("root", "child", "grandchild")) {
      assertThat(provider.instanceInfo(instance)).isNull();
    }
    assertThat(provider.instanceInfo("stranger")).isNotNull();
  }

  @Test
  void deleteInstances_wholeFamilyNamed_removesIt() {
    createEnded("root");
    createChild("child", "root");
    assertRefused(
        () -> admin().deleteInstances(List.of("root", "child"), false), Reason.STILL_RUNNING);
    assertThat(provider.instanceInfo("root")).as("all or nothing").isNotNull();

    assertThat(admin().deleteInstances(List.of("child", "root", "child"), true).instances())
        .isEqualTo(2);
    assertThat(provider.instanceInfo("child")).isNull();
  }

  @Test
  void deleteInstances_childMissing_isRefusedEvenWithForce() {
    createEnded("root");
    createChild("child", "root");
    end("child");
    for (boolean force : new boolean[] {false, true}) {
      assertRefused(() -> admin().deleteInstances(List.of("root"), force), Reason.CHILD_MISSING);
    }
    assertThat(provider.instanceInfo("root")).isNotNull();
    assertThat(admin().deleteInstances(List.of("child"), false).instances())
        .as("without its parent")
        .isEqualTo(1);
    assertThat(admin().children("root")).isEmpty();
  }

  @Test
  void delete_parentOfAChildThatHasNotBegun_takesTheStart() {
    create("root");
    turnOf("root").message(startOfChild("queued")).message(startOf("independent")).send();
    assertThat(admin().deleteFamily("root", true)).isEqualTo(new DeletionCounts(1, 1, 1, 1));
    assertThat(fetchTurn().instance()).isEqualTo("independent");
    assertNoTurn();
  }

  @Test
  void delete_parentDuringTheFirstTurnOfAChild_refusesItsCommit() {
    create("root");
    turnOf("root").message(startOfChild("child")).send();
    Commit commit = commit(fetchTurn("child")).events(1);
    admin().deleteInstances(List.of("root"), true);
    assertLockLost(commit::send);
    assertThat(provider.instanceInfo("child")).isNull();
    assertNoTurn();
  }

  private static StartOrchestration startOfChild(String child) {
    ParentLink parent = new ParentLink("root", 1, 2, "Order");
    return new StartOrchestration(
        child, "Order", "1.0.0", "{}", StartOrigin.SUB_ORCHESTRATION, parent);
  }

  private ProviderAdmin admin() {
    return provider.admin();
  }

  private static void assertRefused(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DeletionRefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void assertNotFound(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InstanceNotFoundException.class);
  }
}
