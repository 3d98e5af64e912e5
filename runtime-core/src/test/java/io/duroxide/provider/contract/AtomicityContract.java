package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.CustomStatus;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TurnCommit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn's commit lands completely or not at all. */
public abstract class AtomicityContract extends ProviderContract {

  @Test
  void commit_severalEventsActivitiesAndMessages_allLand() {
    start("a");
    turn().events(1, 2, 3).activities(2, 3).message(raised("a", "x")).send();

    assertThat(provider.readHistory("a", 1, 0)).hasSize(3);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(2);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(3);
    assertThat(fetchTurn().messages()).containsExactly(raised("a", "x"));
  }

  @Test
  void commit_duplicateEvent_changesNothing() {
    create("a");
    raise("a", "x");
    OrchestrationItem item = fetchTurn();

    Commit duplicate = commit(item).events(2, 1).activities(2).message(raised("a", "y")).cancel(9);
    assertFails(duplicate::send, ErrorKind.CONSTRAINT_VIOLATION);

    assertThat(provider.readHistory("a", 1, 0)).hasSize(1);
    assertNoActivity();
    assertNoTurn();
    commit(item).events(2).send();
    assertNoTurn();
  }

  @Test
  void commit_failed_keepsTheLock() {
    create("a");
    raise("a", "x");
    OrchestrationItem item = fetchTurn();
    assertFails(commit(item).events(1)::send, ErrorKind.CONSTRAINT_VIOLATION);

    assertNoTurn();
    fixture.advance(LOCK);
    assertThat(fetchTurn().messages()).containsExactly(raised("a", "x"));
  }

  @Test
  void commit_twiceAtOnceWithOneToken_oneSucceeds() throws Exception {
    start("a");
    OrchestrationItem item = fetchTurn();

    List<Boolean> succeeded =
        Together.run(
            2,
            () -> {
              try {
                commit(item).events(1).send();
                return true;
              } catch (ProviderException e) {
                return false;
              }
            });

    assertThat(succeeded).containsExactlyInAnyOrder(true, false);
    assertThat(provider.readHistory("a", 1, 0)).hasSize(1);
  }

  @Test
  void commit_failed_leavesStateStatusValuesAndActivities() {
    createWithActivities("a", 2);
    Commit duplicate =
        turnOf("a")
            .events(1)
            .cancel(2)
            .set("k", "1")
            .customStatus("1")
            .status(ExecutionStatus.COMPLETED, "42");
    assertFails(duplicate::send, ErrorKind.CONSTRAINT_VIOLATION);

    assertThat(info("a").status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(info("a").customStatus()).isEqualTo(CustomStatus.NONE);
    assertThat(provider.keyValues("a")).isEmpty();
    fetchActivity();
  }

  @Test
  void commit_sameEventTwice_changesNothing() {
    create("a");
    Commit twice = turnOf("a").events(2, 2);
    assertFails(twice::send, ErrorKind.CONSTRAINT_VIOLATION);
    assertThat(provider.readHistory("a", 1, 0)).hasSize(1);
  }

  @Test
  void commit_forAnotherInstanceThanTheLocked_isRefused() {
    create("a");
    create("b");
    raise("a", "x");
    OrchestrationItem item = fetchTurn("a");
    TurnCommit foreign = TurnCommit.dropMessages(item.lockToken(), "b", 1);
    assertLockLost(() -> provider.ackOrchestrationItem(foreign));
    commit(item).events(2).send();
  }

  @Test
  void ackWorkItem_withCompletion_removesAndEnqueuesTogether() {
    createWithActivities("a", 2);
    var activity = fetchActivity();
    provider.ackWorkItem(activity.lockToken(), raised("a", "done"));

    fixture.advance(LOCK);
    assertNoActivity();
    assertThat(fetchTurn().messages()).containsExactly(raised("a", "done"));
  }
}
