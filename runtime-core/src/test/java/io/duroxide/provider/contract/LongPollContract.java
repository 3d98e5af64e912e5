package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Version;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.VersionRange;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Blocked fetches return with work, in time, and never miss it. */
public abstract class LongPollContract extends ProviderContract {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration SESSION = Duration.ofSeconds(30);

  @Test
  void fetch_nothingAndNoTimeout_returnsAtOnce() {
    long before = System.nanoTime();
    assertNoTurn();
    assertNoActivity();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void fetchTurn_nothingArrives_returnsAfterTheTimeout() {
    long before = System.nanoTime();
    assertThat(provider.fetchOrchestrationItem(LOCK, SHORT, null)).isNull();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(SHORT, Duration.ofSeconds(10));
  }

  @Test
  void fetchActivity_nothingArrives_returnsAfterTheTimeout() {
    long before = System.nanoTime();
    assertThat(provider.fetchWorkItem(LOCK, SHORT, WorkerFilter.DEFAULT)).isNull();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(SHORT, Duration.ofSeconds(10));
  }

  @Test
  void fetch_instanceStarted_wakesAndReportsTheWait() throws Exception {
    BlockedCall<OrchestrationItem> blocked =
        BlockedCall.of(
            () -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null)));
    start("a");
    OrchestrationItem item = blocked.result();
    assertThat(item.instance()).isEqualTo("a");
    assertThat(item.waited()).isPositive();
  }

  @Test
  void fetch_activitiesScheduled_wakesAsManyAsNeeded() throws Exception {
    List<BlockedCall<ActivityItem>> blocked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      blocked.add(
          BlockedCall.of(
              () ->
                  Objects.requireNonNull(
                      provider.fetchWorkItem(LOCK, LONG, WorkerFilter.DEFAULT))));
    }
    createWithActivities("a", 2, 3, 4, 5, 6);
    List<Long> fetched = new ArrayList<>();
    for (BlockedCall<ActivityItem> task : blocked) {
      fetched.add(task.result().work().scheduledId());
    }
    assertThat(fetched).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void fetch_severalTimersFallDue_wakesForEach() throws Exception {
    for (String instance : List.of("a", "b", "c")) {
      start(instance);
      turn().events(1).message(new TimerFired(instance, 1, 2), fixture.now() + 3_600_000).send();
    }
    List<BlockedCall<OrchestrationItem>> blocked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      blocked.add(
          BlockedCall.of(
              () -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null))));
    }
    fixture.advance(Duration.ofHours(1));
    List<String> fetched = new ArrayList<>();
    for (BlockedCall<OrchestrationItem> task : blocked) {
      fetched.add(task.result().instance());
    }
    assertThat(fetched).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void fetch_lockExpires_wakes() throws Exception {
    createWithActivities("a", 2);
    fetchActivity();
    BlockedCall<ActivityItem> blocked =
        BlockedCall.of(
            () -> Objects.requireNonNull(provider.fetchWorkItem(LOCK, LONG, WorkerFilter.DEFAULT)));
    fixture.advance(LOCK);
    assertThat(blocked.result().deliveryCount()).isEqualTo(2);
  }

  @Test
  void fetch_messageDuringATurn_wakesAtItsCommit() throws Exception {
    start("a");
    OrchestrationItem item = fetchTurn();
    BlockedCall<OrchestrationItem> blocked =
        BlockedCall.of(
            () -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null)));
    raise("a", "x");
    commit(item).events(1).send();
    assertThat(blocked.result().messages()).containsExactly(raised("a", "x"));
  }

  @Test
  void fetch_interrupted_failsAndKeepsTheFlag() throws Exception {
    BlockedCall<Boolean> blocked =
        BlockedCall.of(
            () -> {
              assertFails(
                  () -> provider.fetchWorkItem(LOCK, LONG, WorkerFilter.DEFAULT),
                  ErrorKind.TIMEOUT);
              return Thread.currentThread().isInterrupted();
            });
    blocked.interrupt();
    assertThat(blocked.result()).isTrue();
  }

  @Test
  void fetch_providerClosed_fails() throws Exception {
    BlockedCall<Boolean> turn =
        BlockedCall.of(
            () -> {
              assertFails(
                  () -> provider.fetchOrchestrationItem(LOCK, LONG, null), ErrorKind.CONNECTION);
              return true;
            });
    BlockedCall<Boolean> end =
        BlockedCall.of(
            () -> {
              assertFails(() -> provider.awaitInstanceEnd("a", LONG), ErrorKind.CONNECTION);
              return true;
            });
    provider.close();
    turn.result();
    end.result();
  }

  @Test
  void fetch_unsuitableActivityArrives_waitsOnForASuitableOne() throws Exception {
    create("a");
    BlockedCall<ActivityItem> blocked = BlockedCall.of(() -> activity(WorkerFilter.DEFAULT));
    turnOf("a").tagged("gpu", 2).inSession("s", 3).send();
    blocked.awaitBlocked();
    assertThat(blocked.isDone()).isFalse();
    turnOf("a").activities(4).send();
    assertThat(blocked.result().work().scheduledId()).isEqualTo(4);
  }

  @Test
  void fetch_sessionBecomesFree_wakes() throws Exception {
    firstTurn("a").events(1).inSession("s", 2, 3).send();
    fetchActivity(owner("anna"));
    BlockedCall<ActivityItem> blocked = BlockedCall.of(() -> activity(owner("bob")));
    fixture.advance(SESSION);
    assertThat(blocked.result().work().sessionId()).isEqualTo("s");
  }

  @Test
  void fetch_instanceOfAnotherVersionDue_waitsOnForASupportedOne() throws Exception {
    create("old");
    firstTurn("new").events(1).runtimeVersion("2.0.0").message(raised("new", "x")).send();
    VersionRange ones = new VersionRange(Version.parse("1.0.0"), Version.parse("1.9.9"));
    BlockedCall<OrchestrationItem> blocked =
        BlockedCall.of(
            () -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, ones)));
    raise("old", "x");
    assertThat(blocked.result().instance()).isEqualTo("old");
  }

  @Test
  void fetch_suspendedInstanceResumed_wakes() throws Exception {
    create("a");
    provider.suspendInstance("a");
    raise("a", "x");
    BlockedCall<OrchestrationItem> blocked =
        BlockedCall.of(
            () -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null)));
    provider.resumeInstance("a");
    assertThat(blocked.result().messages()).containsExactly(raised("a", "x"));
  }

  @Test
  void fetch_signalWithStart_wakes() throws Exception {
    BlockedCall<OrchestrationItem> blocked =
        BlockedCall.of(
            () -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null)));
    provider.signalWithStart(startOf("a"), new QueueMessageSent("a", "inbox", "1"));
    assertThat(blocked.result().messages()).hasSize(2);
  }

  @Test
  void fetch_unclaimedMessageArrives_doesNotWake() throws Exception {
    BlockedCall<OrchestrationItem> blocked =
        BlockedCall.of(
            () -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null)));
    raise("ghost", "x");
    blocked.awaitBlocked();
    assertThat(blocked.isDone()).isFalse();
    start("a");
    assertThat(blocked.result().instance()).isEqualTo("a");
  }

  @Test
  void fetch_burstOverFewWaiters_losesNothing() throws Exception {
    int instances = 200;
    List<BlockedCall<Integer>> consumers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      consumers.add(BlockedCall.of(this::consume));
    }
    for (int i = 0; i < instances; i++) {
      start("i" + i);
    }
    int consumed = 0;
    for (BlockedCall<Integer> consumer : consumers) {
      consumed += consumer.result();
    }
    assertThat(consumed).isEqualTo(instances);
  }

  private ActivityItem activity(WorkerFilter filter) {
    return Objects.requireNonNull(provider.fetchWorkItem(LOCK, LONG, filter));
  }

  private static WorkerFilter owner(String name) {
    return new WorkerFilter(TagFilter.defaultOnly(), new SessionClaim(name, SESSION));
  }

  private int consume() {
    int count = 0;
    OrchestrationItem item = provider.fetchOrchestrationItem(LOCK, Duration.ofSeconds(1), null);
    while (item != null) {
      commit(item).events(1).send();
      count++;
      item = provider.fetchOrchestrationItem(LOCK, Duration.ofSeconds(1), null);
    }
    return count;
  }
}
