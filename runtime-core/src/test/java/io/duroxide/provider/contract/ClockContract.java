package io.duroxide.provider.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A clock that is set: what is due at once stays due, and only delays and leases are measured. */
public abstract class ClockContract extends ProviderContract {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(365);

  @Test
  void workThatIsDue_clockSetBack_isFetchedInTheOrderOfItsArrival() {
    createWithActivities("a", 2, 3);
    create("waiting");
    raise("waiting", "x");
    start("c");
    goBack(HOUR);
    start("b");

    assertThat(fetchTurn().instance()).isEqualTo("waiting");
    assertThat(fetchTurn().instance()).isEqualTo("c");
    assertThat(fetchTurn().instance()).isEqualTo("b");
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(2);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(3);
  }

  @Test
  void starts_madeAYearAhead_areRun() {
    fixture.advance(YEAR);
    start("a");
    assertThat(provider.startInstance(startOf("a"))).isFalse();
    goBack(YEAR);
    assertThat(fetchTurn("a").messages()).containsExactly(startOf("a"));
  }

  @Test
  void routedActivities_clockSetBack_areFetched() {
    createWithActivities("a");
    turnOf("a").events(2).tagged("gpu", 2).inSession("s", 3).send();
    goBack(HOUR);
    assertThat(fetchActivity(claiming("anna")).work().scheduledId()).isEqualTo(3);
    assertThat(fetchActivity(new WorkerFilter(TagFilter.tags("gpu"), null)).work().scheduledId())
        .isEqualTo(2);
  }

  @Test
  void queueMessages_acrossASetBack_keepTheirOrder() {
    create("a");
    provider.enqueueForOrchestrator(new QueueMessageSent("a", "q", "1"), AT_ONCE);
    goBack(HOUR);
    provider.enqueueForOrchestrator(new QueueMessageSent("a", "q", "2"), AT_ONCE);
    fixture.advance(YEAR);
    provider.enqueueForOrchestrator(new QueueMessageSent("a", "q", "3"), AT_ONCE);
    assertThat(fetchTurn("a").messages())
        .extracting(message -> ((QueueMessageSent) message).data())
        .containsExactly("1", "2", "3");
  }

  @Test
  void gauges_clockSetBack_countWhatIsDueAsDue() {
    createWithActivities("a", 2);
    raise("a", "x");
    start("b");
    goBack(HOUR);
    StoreGauges gauges = provider.admin().storeGauges();
    assertThat(gauges.timersScheduled()).isZero();
    assertThat(gauges.orchestratorQueue()).isEqualTo(new StoreGauges.QueueGauge(2, 0));
    assertThat(gauges.workerQueue()).isEqualTo(new StoreGauges.QueueGauge(1, 0));
    fixture.advance(HOUR.plusMillis(7));
    gauges = provider.admin().storeGauges();
    assertThat(gauges.orchestratorQueue()).isEqualTo(new StoreGauges.QueueGauge(2, 7));
    assertThat(gauges.workerQueue()).isEqualTo(new StoreGauges.QueueGauge(1, 7));
  }

  @Test
  void queueWait_clockSetBack_isNotNegative() {
    createWithActivities("a", 2);
    goBack(HOUR);
    assertThat(fetchActivity().queueWait()).isZero();
  }

  @Test
  void timer_clockSetBack_waitsForItsTime() {
    start("a");
    TimerFired timer = new TimerFired("a", 1, 2);
    turn().events(1).message(timer, fixture.now() + 10_000).send();
    goBack(HOUR);
    fixture.advance(Duration.ofSeconds(10));
    assertNoTurn();
    fixture.advance(HOUR);
    assertThat(fetchTurn("a").messages()).containsExactly(timer);
  }

  @Test
  void timer_dueWhenItIsCommitted_doesNotDependOnALaterClock() {
    start("a");
    TimerFired timer = new TimerFired("a", 1, 2);
    turn().events(1).message(timer, fixture.now()).send();
    goBack(HOUR);
    assertThat(fetchTurn("a").messages()).containsExactly(timer);
  }

  @Test
  void turnLock_clockSetBack_runsOutWithinItsTimeout() {
    start("a");
    OrchestrationItem first = fetchTurn("a");
    goBack(HOUR);
    assertNoTurn();
    fixture.advance(LOCK.minusMillis(1));
    assertNoTurn();
    fixture.advance(Duration.ofMillis(1));
    OrchestrationItem second = fetchTurn("a");
    assertLockLost(commit(first).events(1)::send);
    commit(second).events(1).send();
  }

  @Test
  void turnLock_clockSetBackAndRenewed_isKept() {
    start("a");
    OrchestrationItem item = fetchTurn("a");
    goBack(HOUR);
    for (int i = 0; i < 3; i++) {
      assertNoTurn();
      fixture.advance(LOCK.minusMillis(1));
      provider.renewOrchestrationItemLock(item.lockToken(), LOCK);
    }
    commit(item).events(1).send();
  }

  @Test
  void locks_ofDifferentLengths_clockSetBack_areEachAsLongAsTheyWere() {
    createWithActivities("a", 2, 3);
    ActivityItem brief = fetchActivity();
    ActivityItem lasting =
        requireNonNull(
            provider.fetchWorkItem(Duration.ofMinutes(10), NO_WAIT, WorkerFilter.DEFAULT));
    goBack(HOUR);
    assertNoActivity();
    fixture.advance(LOCK);
    assertThat(fetchActivity().work()).isEqualTo(brief.work());
    fixture.advance(Duration.ofMinutes(9));
    provider.ackWorkItem(lasting.lockToken(), null);
    assertLockLost(() -> provider.ackWorkItem(brief.lockToken(), null));
  }

  @Test
  void activityLock_setBackTwice_runsOutWithinItsTimeout() {
    createWithActivities("a", 2);
    ActivityItem first = fetchActivity();
    goBack(HOUR);
    assertNoActivity();
    goBack(YEAR);
    assertNoActivity();
    fixture.advance(LOCK);
    assertThat(fetchActivity().work()).isEqualTo(first.work());
  }

  @Test
  void sessionLease_clockSetBack_runsOutWithinItsTimeout() {
    create("a");
    turnOf("a").events(2).inSession("s", 2, 3).send();
    ActivityItem first = fetchActivity(claiming("anna"));
    goBack(HOUR);
    assertNoActivity(claiming("bob"));
    fixture.advance(LOCK);
    assertThat(fetchActivity(claiming("bob")).work().sessionId()).isEqualTo("s");
    assertLockLost(() -> provider.ackWorkItem(first.lockToken(), null));
  }

  @Test
  void sessionLease_clockSetBack_isFoundIdleInTime() {
    create("a");
    turnOf("a").events(2).inSession("s", 2).send();
    fetchActivity(claiming("anna"));
    goBack(HOUR);
    assertNoActivity(claiming("anna"));
    fixture.advance(Duration.ofSeconds(3));
    assertThat(provider.renewSessionLock(List.of("anna"), LOCK, LOCK)).isEqualTo(1);
    fixture.advance(Duration.ofSeconds(3));
    assertThat(provider.renewSessionLock(List.of("anna"), LOCK, LOCK)).isZero();
  }

  @Test
  void pauses_clockSetBack_areAsLongAsTheyWere() {
    createWithActivities("a", 2);
    Duration pause = Duration.ofSeconds(30);
    provider.abandonWorkItem(fetchActivity().lockToken(), pause, false);
    raise("a", "x");
    provider.abandonOrchestrationItem(fetchTurn("a").lockToken(), pause, false);
    goBack(HOUR);
    assertNoTurn();
    assertNoActivity();
    fixture.advance(pause);
    assertThat(fetchTurn("a").deliveryCount()).isEqualTo(2);
    assertThat(fetchActivity().deliveryCount()).isEqualTo(2);
  }

  @Test
  void givenBackWithoutDelay_clockSetBack_isDueAtOnce() {
    createWithActivities("a", 2);
    provider.abandonWorkItem(fetchActivity().lockToken(), Duration.ofSeconds(-1), false);
    raise("a", "x");
    provider.abandonOrchestrationItem(fetchTurn("a").lockToken(), AT_ONCE, false);
    goBack(HOUR);
    fetchTurn("a");
    fetchActivity();
  }

  @Test
  void instance_givenBackWithoutDelay_comesBehindTheOthers() {
    start("a");
    start("b");
    provider.abandonOrchestrationItem(fetchTurn("a").lockToken(), AT_ONCE, false);
    assertThat(fetchTurn().instance()).isEqualTo("b");
    assertThat(fetchTurn().instance()).isEqualTo("a");
  }

  @Test
  void whatWaitedForItsTime_isNotPassedOverByNewerWork() {
    createWithActivities("a", 2);
    raise("a", "x");
    fetchTurn("a");
    fetchActivity();
    fixture.advance(LOCK.plusMillis(1));
    start("b");
    assertThat(fetchTurn().instance()).isEqualTo("a");
    provider.abandonWorkItem(fetchActivity().lockToken(), Duration.ofSeconds(1), true);
    fixture.advance(Duration.ofSeconds(2));
    commit(fetchTurn("b")).events(1).activities(9).send();
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(2);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(9);
  }

  @Test
  void execution_endedByAClockThatWasSetBack_doesNotEndBeforeItBegan() {
    create("a");
    goBack(HOUR);
    end("a");
    ExecutionInfo execution = provider.admin().executions("a").get(0);
    assertThat(execution.endedAt()).isEqualTo(execution.startedAt());
    assertThat(info("a").updatedAt()).isEqualTo(execution.startedAt());
    DeletionFilter before = new DeletionFilter(Set.of(), execution.startedAt(), 10);
    assertThat(provider.admin().deleteInstances(before).instances()).isZero();
    assertThat(execution.startedAt() - fixture.now()).isCloseTo(HOUR.toMillis(), within(0L));
  }

  @Test
  void batch_ofTimersAndMessages_isInTheOrderInWhichTheyBecameDue() {
    start("a");
    long now = fixture.now();
    TimerFired late = new TimerFired("a", 1, 2);
    TimerFired early = new TimerFired("a", 1, 3);
    turn().events(1).message(late, now + 20_000).message(early, now + 10_000).send();
    raise("a", "first");
    fixture.advance(Duration.ofSeconds(10));
    raise("a", "at the same time as the early timer");
    fixture.advance(Duration.ofSeconds(5));
    raise("a", "between");
    fixture.advance(Duration.ofSeconds(6));
    raise("a", "last");
    assertThat(fetchTurn("a").messages())
        .containsExactly(
            raised("a", "first"),
            early,
            raised("a", "at the same time as the early timer"),
            raised("a", "between"),
            late,
            raised("a", "last"));
  }

  @Test
  void batch_acrossASetBack_putsATimerBehindWhatHadArrivedBeforeIt() {
    create("a");
    raise("a", "before the step");
    goBack(HOUR);
    provider.enqueueForOrchestrator(new TimerFired("a", 1, 2), Duration.ofSeconds(10));
    raise("a", "behind the step");
    fixture.advance(Duration.ofSeconds(10));
    assertThat(fetchTurn("a").messages())
        .containsExactly(
            raised("a", "before the step"),
            raised("a", "behind the step"),
            new TimerFired("a", 1, 2));
  }

  @Test
  void timers_ofAnExecutionThatHasEnded_areForgotten() {
    for (ExecutionStatus end :
        List.of(
            ExecutionStatus.COMPLETED,
            ExecutionStatus.FAILED,
            ExecutionStatus.CANCELLED,
            ExecutionStatus.CONTINUED_AS_NEW)) {
      String instance = "i-" + end;
      start(instance);
      TimerFired timer = new TimerFired(instance, 1, 2);
      commit(fetchTurn(instance)).events(1).message(timer, fixture.now() + 60_000).send();
      provider.enqueueForOrchestrator(raised(instance, "delayed"), Duration.ofSeconds(30));
      assertThat(provider.admin().storeGauges().timersScheduled()).isEqualTo(2);
      turnOf(instance).events(2).status(end, null).send();
      assertThat(provider.admin().storeGauges().timersScheduled()).as("%s", end).isEqualTo(1);
      fixture.advance(Duration.ofSeconds(30));
      OrchestrationItem item = fetchTurn(instance);
      assertThat(item.messages()).containsExactly(raised(instance, "delayed"));
      commit(item).execution(2).send();
    }
  }

  private void goBack(Duration step) {
    fixture.advance(step.negated());
  }

  private static WorkerFilter claiming(String owner) {
    return new WorkerFilter(TagFilter.defaultOnly(), new SessionClaim(owner, LOCK));
  }
}
