package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The activities of one session go to one owner. */
public abstract class SessionContract extends ProviderContract {

  private static final WorkerFilter ANNA = owner("anna");
  private static final WorkerFilter BOB = owner("bob");

  @Test
  void activityWithoutSession_anyWorker_takesIt() {
    createWithActivities("a", 2, 3, 4);
    assertThat(scheduledId(ANNA)).isEqualTo(2);
    assertThat(scheduledId(BOB)).isEqualTo(3);
    assertThat(scheduledId(WorkerFilter.DEFAULT)).isEqualTo(4);
  }

  @Test
  void freeSession_firstWorker_claimsIt() {
    firstTurn("a").events(1).inSession("s", 2).send();
    ActivityItem item = fetchActivity(ANNA);
    assertThat(item.work().scheduledId()).isEqualTo(2);
    assertThat(item.work().sessionId()).isEqualTo("s");
  }

  @Test
  void ownedSession_itsOwner_getsTheNextActivity() {
    firstTurn("a").events(1).inSession("s", 2, 3).send();
    assertThat(scheduledId(ANNA)).isEqualTo(2);
    assertThat(scheduledId(ANNA)).isEqualTo(3);
  }

  @Test
  void ownedSession_another_getsNothing() {
    firstTurn("a").events(1).inSession("s", 2, 3).send();
    fetchActivity(ANNA);
    assertNoActivity(BOB);
    assertThat(scheduledId(ANNA)).as("left as it was").isEqualTo(3);
  }

  @Test
  void ownedSession_withoutActivities_staysItsOwners() {
    firstTurn("a").events(1).inSession("s", 2).send();
    provider.ackWorkItem(fetchActivity(ANNA).lockToken(), null);
    turnOf("a").events(2).inSession("s", 3).send();
    assertNoActivity(BOB);
    assertThat(scheduledId(ANNA)).isEqualTo(3);
  }

  @Test
  void ownedSession_usedByAnotherInstance_isTheSame() {
    firstTurn("a").events(1).inSession("s", 2).send();
    firstTurn("b").events(1).inSession("s", 2).send();
    assertThat(fetchActivity(ANNA).work().instance()).isEqualTo("a");
    assertNoActivity(BOB);
    assertThat(fetchActivity(ANNA).work().instance()).isEqualTo("b");
  }

  @Test
  void differentSessions_haveDifferentOwners() {
    firstTurn("a").events(1).inSession("s", 2).inSession("t", 3).inSession("s", 4).send();
    assertThat(scheduledId(ANNA)).isEqualTo(2);
    assertThat(scheduledId(BOB)).isEqualTo(3);
    assertNoActivity(BOB);
    assertThat(scheduledId(ANNA)).isEqualTo(4);
  }

  @Test
  void mixedActivities_areTakenPastForeignSessions() {
    firstTurn("a").events(1).inSession("s", 2, 3).activities(4).inSession("t", 5).send();
    assertThat(scheduledId(ANNA)).isEqualTo(2);
    assertThat(scheduledId(BOB)).isEqualTo(4);
    assertThat(scheduledId(BOB)).isEqualTo(5);
    assertThat(scheduledId(ANNA)).isEqualTo(3);
  }

  @Test
  void workerWithClaim_takesActivitiesWithAndWithoutSession() {
    firstTurn("a").events(1).activities(2).inSession("s", 3).activities(4).send();
    assertThat(scheduledId(ANNA)).isEqualTo(2);
    assertThat(scheduledId(ANNA)).isEqualTo(3);
    assertThat(scheduledId(ANNA)).isEqualTo(4);
  }

  @Test
  void workerWithoutClaim_skipsSessions() {
    firstTurn("a").events(1).inSession("s", 2).activities(3).send();
    assertThat(scheduledId(WorkerFilter.DEFAULT)).isEqualTo(3);
    assertNoActivity();
    assertThat(scheduledId(BOB)).as("still free").isEqualTo(2);
  }

  @Test
  void activitiesOfASession_comeInTheirOrder() {
    firstTurn("a").events(1).inSession("s", 2, 3, 4).send();
    for (long id = 2; id <= 4; id++) {
      ActivityItem item = fetchActivity(ANNA);
      assertThat(item.work().scheduledId()).isEqualTo(id);
      provider.ackWorkItem(item.lockToken(), null);
    }
  }

  @Test
  void freeSession_claimedByManyAtOnce_goesToOne() throws Exception {
    firstTurn("a").events(1).inSession("s", 2, 3, 4, 5, 6, 7, 8, 9).send();
    AtomicInteger names = new AtomicInteger();
    List<Boolean> served =
        Together.run(
            8,
            () ->
                provider.fetchWorkItem(LOCK, NO_WAIT, owner("owner" + names.incrementAndGet()))
                    != null);
    assertThat(served).filteredOn(fetched -> fetched).hasSize(1);
  }

  @Test
  void oneOwnerName_manyCallers_shareTheSession() throws Exception {
    firstTurn("a").events(1).inSession("s", 2, 3, 4, 5).send();
    List<Long> fetched = Together.run(4, () -> scheduledId(ANNA));
    assertThat(fetched).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
  }

  @Test
  void session_ofATaggedActivity_isClaimedOnlyByAWorkerOfThatTag() {
    firstTurn("a").events(1).activity(2, "gpu", "s").inSession("s", 3).send();
    WorkerFilter gpuBob =
        new WorkerFilter(TagFilter.tags("gpu"), Objects.requireNonNull(BOB.sessions()));
    assertThat(scheduledId(gpuBob)).isEqualTo(2);
    assertNoActivity(ANNA);
    assertThat(scheduledId(BOB)).isEqualTo(3);
  }

  @Test
  void unreadableActivity_keepsItsSession() {
    firstTurn("a").events(1).inSession("s", 2, 3).send();
    fixture.corruptActivities("a");
    fetchActivity(ANNA);
    assertNoActivity(BOB);
    fetchActivity(ANNA);
  }

  private long scheduledId(WorkerFilter filter) {
    return fetchActivity(filter).work().scheduledId();
  }

  private static WorkerFilter owner(String name) {
    return new WorkerFilter(
        TagFilter.defaultOnly(), new SessionClaim(name, Duration.ofSeconds(30)));
  }
}
