package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How long a session stays its owner's, beside the locks on its activities. */
public abstract class SessionLeaseContract extends ProviderContract {

  /** Shorter than the lease, so that an activity's lock can run out alone. */
  private static final Duration ACTIVITY = Duration.ofSeconds(10);

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration NEVER_IDLE = Duration.ofDays(1);
  private static final Duration HALF = LEASE.dividedBy(2);
  private static final List<String> ANNAS = List.of("anna");

  private static final WorkerFilter ANNA = owner("anna");
  private static final WorkerFilter BOB = owner("bob");

  @Test
  void lease_expired_anotherClaimsTheSession() {
    inSession(2, 3);
    fetch(ANNA);
    fixture.advance(LEASE.minusMillis(1));
    assertThat(provider.fetchWorkItem(LEASE, NO_WAIT, BOB)).isNull();
    fixture.advance(Duration.ofMillis(1));
    assertThat(fetch(BOB)).isNotNull();
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, ANNA)).isNull();
  }

  @Test
  void lease_expired_itsOldOwnerMayClaimItAgain() {
    inSession(2, 3);
    fetch(ANNA);
    fixture.advance(LEASE);
    fetch(ANNA);
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, BOB)).isNull();
  }

  @Test
  void renewal_ofALiveSession_lastsFromTheRenewal() {
    inSession(2, 3);
    fetch(ANNA);
    fixture.advance(HALF);
    assertThat(provider.renewSessionLock(ANNAS, LEASE, NEVER_IDLE)).isEqualTo(1);
    fixture.advance(LEASE.minusMillis(1));
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, BOB)).isNull();
    fixture.advance(Duration.ofMillis(1));
    assertThat(fetch(BOB)).isNotNull();
  }

  @Test
  void renewal_longerThanALease_isNotCutShortByAFetch() {
    inSession(2, 3, 4);
    fetch(ANNA);
    provider.renewSessionLock(ANNAS, LEASE.multipliedBy(2), NEVER_IDLE);
    fetch(ANNA);
    fixture.advance(LEASE);
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, BOB)).isNull();
    fixture.advance(LEASE);
    assertThat(fetch(BOB)).isNotNull();
  }

  @Test
  void renewal_ofAnIdleSession_isSkipped() {
    inSession(2, 3);
    fetch(ANNA);
    fixture.advance(IDLE.plusMillis(1));
    assertThat(provider.renewSessionLock(ANNAS, LEASE, IDLE)).isZero();
    fixture.advance(LEASE.minus(IDLE));
    assertThat(fetch(BOB)).as("the session has become free").isNotNull();
  }

  @Test
  void renewal_withoutSessions_isZero() {
    assertThat(provider.renewSessionLock(ANNAS, LEASE, IDLE)).isZero();
    inSession(2);
    fetch(BOB);
    assertThat(provider.renewSessionLock(ANNAS, LEASE, IDLE)).isZero();
    assertThat(provider.renewSessionLock(List.of(), LEASE, IDLE)).isZero();
  }

  @Test
  void renewal_afterExpiry_isZero() {
    inSession(2, 3);
    fetch(ANNA);
    fixture.advance(LEASE);
    assertThat(provider.renewSessionLock(ANNAS, LEASE, NEVER_IDLE)).isZero();
    assertThat(fetch(BOB)).isNotNull();
  }

  @Test
  void renewal_ofSeveralOwnersAndSessions_countsAll() {
    firstTurn("a").events(1).inSession("s", 2).inSession("t", 3).inSession("u", 4).send();
    fetch(ANNA);
    fetch(ANNA);
    fetch(BOB);
    assertThat(provider.renewSessionLock(ANNAS, LEASE, NEVER_IDLE)).isEqualTo(2);
    assertThat(provider.renewSessionLock(List.of("anna", "bob", "carl"), LEASE, NEVER_IDLE))
        .isEqualTo(3);
  }

  @Test
  void activity_acked_isASignOfLife() {
    inSession(2);
    ActivityItem item = fetchFor(LEASE, ANNA);
    fixture.advance(HALF);
    provider.ackWorkItem(item.lockToken(), null);
    fixture.advance(HALF.minusMillis(1));
    assertThat(provider.renewSessionLock(ANNAS, LEASE, IDLE)).isEqualTo(1);
  }

  @Test
  void activity_renewed_isASignOfLife() {
    inSession(2);
    ActivityItem item = fetchFor(LEASE, ANNA);
    fixture.advance(HALF);
    provider.renewWorkItemLock(item.lockToken(), LEASE);
    fixture.advance(HALF.minusMillis(1));
    assertThat(provider.renewSessionLock(ANNAS, LEASE, IDLE)).isEqualTo(1);
  }

  @Test
  void activity_fetched_isASignOfLife() {
    inSession(2, 3);
    fetch(ANNA);
    fixture.advance(HALF);
    fetch(ANNA);
    fixture.advance(HALF.minusMillis(1));
    assertThat(provider.renewSessionLock(ANNAS, LEASE, IDLE)).isEqualTo(1);
  }

  @Test
  void cleanup_expiredWithoutActivities_forgetsTheSession() {
    inSession(2);
    provider.ackWorkItem(fetch(ANNA).lockToken(), null);
    fixture.advance(LEASE);
    assertThat(provider.cleanupOrphanedSessions()).isEqualTo(1);
    assertThat(provider.cleanupOrphanedSessions()).isZero();
  }

  @Test
  void cleanup_expiredWithActivities_keepsTheSession() {
    inSession(2, 3);
    provider.ackWorkItem(fetch(ANNA).lockToken(), null);
    fixture.advance(LEASE);
    assertThat(provider.cleanupOrphanedSessions()).isZero();
  }

  @Test
  void cleanup_liveSession_keepsIt() {
    inSession(2);
    provider.ackWorkItem(fetch(ANNA).lockToken(), null);
    assertThat(provider.cleanupOrphanedSessions()).isZero();
    turnOf("a").inSession("s", 3).send();
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, BOB)).isNull();
  }

  @Test
  void cleanup_thenANewActivity_beginsTheSessionAnew() {
    inSession(2);
    provider.ackWorkItem(fetch(ANNA).lockToken(), null);
    fixture.advance(LEASE);
    provider.cleanupOrphanedSessions();
    turnOf("a").inSession("s", 3, 4).send();
    assertThat(fetch(BOB).work().scheduledId()).isEqualTo(3);
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, ANNA)).isNull();
    assertThat(provider.renewSessionLock(List.of("bob"), LEASE, IDLE)).isEqualTo(1);
  }

  @Test
  void activity_abandoned_goesToTheOwnerAgain() {
    inSession(2);
    provider.abandonWorkItem(fetch(ANNA).lockToken(), AT_ONCE, false);
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, BOB)).isNull();
    assertThat(fetch(ANNA).deliveryCount()).isEqualTo(2);
  }

  @Test
  void activity_abandonedIgnoringTheAttempt_takesItBack() {
    inSession(2);
    provider.abandonWorkItem(fetch(ANNA).lockToken(), AT_ONCE, true);
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, BOB)).isNull();
    assertThat(fetch(ANNA).deliveryCount()).isEqualTo(1);
  }

  @Test
  void activityLock_expiredInALiveSession_goesToTheOwnerAgain() {
    inSession(2);
    fetch(ANNA);
    fixture.advance(ACTIVITY);
    assertThat(provider.fetchWorkItem(ACTIVITY, NO_WAIT, BOB)).isNull();
    assertThat(fetch(ANNA).deliveryCount()).isEqualTo(2);
  }

  @Test
  void bothLocks_expired_anotherOwnerGetsTheActivity() {
    inSession(2);
    ActivityItem late = fetch(ANNA);
    fixture.advance(LEASE);
    assertThat(fetch(BOB).deliveryCount()).isEqualTo(2);
    assertLockLost(() -> provider.ackWorkItem(late.lockToken(), null));
  }

  @Test
  void bothLocks_expired_theSameOwnerMayGetItAgain() {
    inSession(2);
    fetch(ANNA);
    fixture.advance(LEASE);
    assertThat(fetch(ANNA).deliveryCount()).isEqualTo(2);
    assertThat(provider.renewSessionLock(ANNAS, LEASE, IDLE)).isEqualTo(1);
  }

  @Test
  void sessionLost_whileAnActivityRuns_lastsUntilTheActivitysLockEnds() {
    inSession(2, 3);
    ActivityItem running = fetchFor(LEASE.multipliedBy(2), ANNA);
    fixture.advance(LEASE);
    assertThat(fetch(BOB).work().scheduledId()).isEqualTo(3);

    provider.renewWorkItemLock(running.lockToken(), LEASE);
    provider.ackWorkItem(running.lockToken(), raised("a", "done"));
    assertThat(fetchTurn("a").messages()).containsExactly(raised("a", "done"));
  }

  @Test
  void sessionLostAndActivityHandedBack_newOwnerGetsTheRedelivery() {
    inSession(2);
    ActivityItem running = fetchFor(LEASE.multipliedBy(2), ANNA);
    fixture.advance(LEASE);
    provider.abandonWorkItem(running.lockToken(), AT_ONCE, false);
    assertThat(fetch(BOB).deliveryCount()).isEqualTo(2);
  }

  private void inSession(long... scheduledIds) {
    firstTurn("a").events(1).inSession("s", scheduledIds).send();
  }

  private ActivityItem fetch(WorkerFilter filter) {
    return fetchFor(ACTIVITY, filter);
  }

  private ActivityItem fetchFor(Duration lockTimeout, WorkerFilter filter) {
    ActivityItem item = provider.fetchWorkItem(lockTimeout, NO_WAIT, filter);
    assertThat(item).isNotNull();
    return Objects.requireNonNull(item);
  }

  private static WorkerFilter owner(String name) {
    return new WorkerFilter(TagFilter.defaultOnly(), new SessionClaim(name, LEASE));
  }
}
