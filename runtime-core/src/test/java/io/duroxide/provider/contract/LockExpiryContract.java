package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How locks end, and that their late holders are refused. */
public abstract class LockExpiryContract extends ProviderContract {

  private static final Duration ALMOST = LOCK.minusMillis(1);

  @Test
  void commit_afterExpiry_failsEvenIfNobodyTookTheInstance() {
    start("a");
    OrchestrationItem item = fetchTurn();
    fixture.advance(LOCK);
    assertLockLost(commit(item).events(1)::send);
    assertThat(provider.readHistory("a", 1, 0)).isEmpty();
  }

  @Test
  void commit_justBeforeExpiry_succeedsAndReleases() {
    start("a");
    OrchestrationItem item = fetchTurn();
    raise("a", "x");
    fixture.advance(ALMOST);
    commit(item).events(1).send();
    assertThat(fetchTurn().instance()).isEqualTo("a");
  }

  @Test
  void turnLock_renewed_lastsFromTheRenewal() {
    start("a");
    OrchestrationItem item = fetchTurn();
    fixture.advance(ALMOST);
    provider.renewOrchestrationItemLock(item.lockToken(), LOCK);
    fixture.advance(ALMOST);

    assertNoTurn();
    commit(item).events(1).send();
  }

  @Test
  void turnLock_renewedOrAbandonedAfterExpiry_isRefused() {
    start("a");
    LockToken token = fetchTurn().lockToken();
    fixture.advance(LOCK);
    assertLockLost(() -> provider.renewOrchestrationItemLock(token, LOCK));
    assertLockLost(() -> provider.abandonOrchestrationItem(token, AT_ONCE, false));
  }

  @Test
  void turn_abandoned_isFetchableAtOnce() {
    start("a");
    raise("a", "x");
    OrchestrationItem first = fetchTurn();
    provider.abandonOrchestrationItem(first.lockToken(), AT_ONCE, false);
    assertThat(fetchTurn().messages()).isEqualTo(first.messages());
  }

  @Test
  void turn_abandonedWithDelay_waitsAlsoWhenMessagesArrive() {
    start("a");
    OrchestrationItem first = fetchTurn();
    provider.abandonOrchestrationItem(first.lockToken(), Duration.ofSeconds(2), false);
    raise("a", "x");

    assertNoTurn();
    fixture.advance(Duration.ofSeconds(2));
    assertThat(fetchTurn().messages()).containsExactly(startOf("a"), raised("a", "x"));
  }

  @Test
  void turn_takenOverAfterExpiry_refusesTheFirstHolder() {
    start("a");
    OrchestrationItem first = fetchTurn();
    fixture.advance(LOCK);
    OrchestrationItem second = fetchTurn();
    assertLockLost(commit(first).events(1)::send);
    commit(second).events(1).send();
  }

  @Test
  void expiredLock_manyThreads_oneTakesOver() throws Exception {
    start("a");
    fetchTurn();
    assertThat(Together.run(6, () -> provider.fetchOrchestrationItem(LOCK, NO_WAIT, null)))
        .containsOnlyNulls();
    fixture.advance(LOCK);
    assertThat(Together.run(6, () -> provider.fetchOrchestrationItem(LOCK, NO_WAIT, null)))
        .filteredOn(item -> item != null)
        .hasSize(1);
  }

  @Test
  void activityLock_renewed_lastsFromTheRenewal() {
    createWithActivities("a", 2);
    ActivityItem item = fetchActivity();
    fixture.advance(ALMOST);
    provider.renewWorkItemLock(item.lockToken(), LOCK);
    fixture.advance(ALMOST);

    assertNoActivity();
    provider.ackWorkItem(item.lockToken(), null);
  }

  @Test
  void activityLock_usedAfterExpiry_isRefused() {
    createWithActivities("a", 2);
    LockToken token = fetchActivity().lockToken();
    fixture.advance(LOCK);
    assertLockLost(() -> provider.renewWorkItemLock(token, LOCK));
    assertLockLost(() -> provider.abandonWorkItem(token, AT_ONCE, false));
    assertLockLost(() -> provider.ackWorkItem(token, raised("a", "late")));
    assertNoTurn();
    assertThat(fetchActivity().deliveryCount()).isEqualTo(2);
  }

  @Test
  void activity_takenOverAfterExpiry_refusesTheFirstHolder() {
    createWithActivities("a", 2);
    LockToken first = fetchActivity().lockToken();
    fixture.advance(LOCK);
    LockToken second = fetchActivity().lockToken();
    assertLockLost(() -> provider.renewWorkItemLock(first, LOCK));
    assertLockLost(() -> provider.abandonWorkItem(first, AT_ONCE, false));
    assertLockLost(() -> provider.ackWorkItem(first, null));
    provider.ackWorkItem(second, null);
  }

  @Test
  void activityLock_unknownOrAcked_isRefused() {
    createWithActivities("a", 2);
    LockToken token = fetchActivity().lockToken();
    for (LockToken wrong :
        Arrays.asList(new LockToken(token.subject(), "x"), new LockToken("x", "x"))) {
      assertLockLost(() -> provider.renewWorkItemLock(wrong, LOCK));
      assertLockLost(() -> provider.ackWorkItem(wrong, null));
      assertLockLost(() -> provider.abandonWorkItem(wrong, AT_ONCE, false));
    }
    provider.ackWorkItem(token, null);
    assertLockLost(() -> provider.renewWorkItemLock(token, LOCK));
  }

  @Test
  void activity_abandoned_isFetchableAfterTheDelay() {
    createWithActivities("a", 2);
    provider.abandonWorkItem(fetchActivity().lockToken(), AT_ONCE, false);
    provider.abandonWorkItem(fetchActivity().lockToken(), Duration.ofSeconds(3), false);

    assertNoActivity();
    fixture.advance(Duration.ofSeconds(3));
    assertThat(fetchActivity().deliveryCount()).isEqualTo(3);
  }
}
