package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ExecutionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelled activities lose their row, which their holder notices by its lock. */
public abstract class CancellationContract extends ProviderContract {

  @Test
  void commit_cancellingActivities_deletesThoseOnly() {
    createWithActivities("a", 2, 3, 4);
    raise("a", "x");
    turn().events(2).cancel(2, 4).send();
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(3);
    assertNoActivity();
  }

  @Test
  void commit_cancellingUnknownActivities_succeeds() {
    createWithActivities("a", 2);
    raise("a", "x");
    turn().events(2).cancel(98, 99).send();
    fetchActivity();
  }

  @Test
  void commit_schedulingAndCancellingOne_leavesNothing() {
    start("a");
    turn().events(1).activities(2, 3).cancel(2).send();
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(3);
    assertNoActivity();
  }

  @Test
  void commit_cancelling_leavesOtherExecutionsAndInstances() {
    createWithActivities("a", 2);
    createWithActivities("b", 2);
    raise("a", "x");
    turn().execution(2).events(1).cancel(2).send();
    fetchActivity();
    fetchActivity();
  }

  @Test
  void cancelledActivity_renewedOrAcked_isRefused() {
    createWithActivities("a", 2);
    ActivityItem item = fetchActivity();
    raise("a", "x");
    turn().events(2).cancel(2).send();

    assertLockLost(() -> provider.renewWorkItemLock(item.lockToken(), LOCK));
    assertLockLost(() -> provider.abandonWorkItem(item.lockToken(), AT_ONCE, false));
    assertLockLost(() -> provider.ackWorkItem(item.lockToken(), raised("a", "done")));
    assertNoTurn();
  }

  @ParameterizedTest
  @EnumSource
  void activity_whateverTheStateOfItsInstance_isHandedOutAndRenewed(ExecutionStatus status) {
    createWithActivities("a", 2);
    turnOf("a").events(2).status(status, null).send();
    ActivityItem item = fetchActivity();
    provider.renewWorkItemLock(item.lockToken(), LOCK);
    provider.ackWorkItem(item.lockToken(), null);
    assertNoTurn();
  }

  @Test
  void activity_acknowledgedWithoutCompletion_goesAndTellsNobody() {
    createWithActivities("a", 2);
    provider.ackWorkItem(fetchActivity().lockToken(), null);
    fixture.advance(LOCK);
    assertNoActivity();
    assertNoTurn();
  }
}
