package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Blocking calls return with news, in time, and never miss it. */
public abstract class LongPollContract extends ProviderContract {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(150);

  @Test
  void fetch_nothingAndNoTimeout_returnsAtOnce() {
    long before = System.nanoTime();
    assertNoTurn();
    assertNoActivity();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void fetch_nothingArrives_returnsAfterTheTimeout() {
    long before = System.nanoTime();
    assertThat(provider.fetchOrchestrationItem(LOCK, SHORT, null)).isNull();
    assertThat(provider.fetchWorkItem(LOCK, SHORT, WorkerFilter.DEFAULT)).isNull();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(SHORT.multipliedBy(2), Duration.ofSeconds(10));
  }

  @Test
  void fetch_instanceStarted_wakesAndReportsTheWait() throws Exception {
    FutureTask<OrchestrationItem> blocked =
        blocked(() -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null)));
    start("a");
    OrchestrationItem item = result(blocked);
    assertThat(item.instance()).isEqualTo("a");
    assertThat(item.waited()).isPositive();
  }

  @Test
  void fetch_activitiesScheduled_wakesAsManyAsNeeded() throws Exception {
    List<FutureTask<ActivityItem>> blocked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      blocked.add(
          blocked(
              () ->
                  Objects.requireNonNull(
                      provider.fetchWorkItem(LOCK, LONG, WorkerFilter.DEFAULT))));
    }
    createWithActivities("a", 2, 3, 4, 5, 6);
    List<Long> fetched = new ArrayList<>();
    for (FutureTask<ActivityItem> task : blocked) {
      fetched.add(result(task).work().scheduledId());
    }
    assertThat(fetched).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void fetch_severalTimersFallDue_wakesForEach() throws Exception {
    for (String instance : List.of("a", "b", "c")) {
      start(instance);
      turn().events(1).message(new TimerFired(instance, 1, 2), fixture.now() + 3_600_000).send();
    }
    List<FutureTask<OrchestrationItem>> blocked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      blocked.add(
          blocked(() -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null))));
    }
    fixture.advance(Duration.ofHours(1));
    List<String> fetched = new ArrayList<>();
    for (FutureTask<OrchestrationItem> task : blocked) {
      fetched.add(result(task).instance());
    }
    assertThat(fetched).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void fetch_lockExpires_wakes() throws Exception {
    createWithActivities("a", 2);
    fetchActivity();
    FutureTask<ActivityItem> blocked =
        blocked(
            () -> Objects.requireNonNull(provider.fetchWorkItem(LOCK, LONG, WorkerFilter.DEFAULT)));
    fixture.advance(LOCK);
    assertThat(result(blocked).deliveryCount()).isEqualTo(2);
  }

  @Test
  void fetch_messageDuringATurn_wakesAtItsCommit() throws Exception {
    start("a");
    OrchestrationItem item = fetchTurn();
    FutureTask<OrchestrationItem> blocked =
        blocked(() -> Objects.requireNonNull(provider.fetchOrchestrationItem(LOCK, LONG, null)));
    raise("a", "x");
    commit(item).events(1).send();
    assertThat(result(blocked).messages()).containsExactly(raised("a", "x"));
  }

  @Test
  void fetch_interrupted_failsAndKeepsTheFlag() throws Exception {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              assertFails(
                  () -> provider.fetchWorkItem(LOCK, LONG, WorkerFilter.DEFAULT),
                  ErrorKind.TIMEOUT);
              return Thread.currentThread().isInterrupted();
            });
    run(task).interrupt();
    assertThat(result(task)).isTrue();
  }

  @Test
  void fetch_providerClosed_fails() throws Exception {
    FutureTask<Boolean> turn =
        blocked(
            () -> {
              assertFails(
                  () -> provider.fetchOrchestrationItem(LOCK, LONG, null), ErrorKind.CONNECTION);
              return true;
            });
    FutureTask<Boolean> end =
        blocked(
            () -> {
              assertFails(() -> provider.awaitInstanceEnd("a", LONG), ErrorKind.CONNECTION);
              return true;
            });
    provider.close();
    result(turn);
    result(end);
  }

  @Test
  void awaitInstanceEnd_unknownThenRunningThenEnded_returnsTheEnd() throws Exception {
    FutureTask<InstanceInfo> blocked =
        blocked(() -> Objects.requireNonNull(provider.awaitInstanceEnd("a", LONG)));
    create("a");
    raise("a", "x");
    turn().events(2).status(ExecutionStatus.COMPLETED, "42").send();
    InstanceInfo info = result(blocked);
    assertThat(info.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(info.result()).isEqualTo("42");
  }

  @Test
  void awaitInstanceEnd_noEndInTime_returnsTheCurrentState() {
    assertThat(provider.awaitInstanceEnd("a", SHORT)).isNull();
    create("a");
    InstanceInfo info = Objects.requireNonNull(provider.awaitInstanceEnd("a", SHORT));
    assertThat(info.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void fetch_burstOverFewWaiters_losesNothing() throws Exception {
    int instances = 200;
    List<FutureTask<Integer>> consumers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      consumers.add(blocked(this::consume));
    }
    for (int i = 0; i < instances; i++) {
      start("i" + i);
    }
    int consumed = 0;
    for (FutureTask<Integer> consumer : consumers) {
      consumed += result(consumer);
    }
    assertThat(consumed).isEqualTo(instances);
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

  private static <T> FutureTask<T> blocked(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread unused = run(task);
    return task;
  }

  /** Starts the task and waits until its thread blocks. */
  private static Thread run(FutureTask<?> task) {
    Thread thread = new Thread(task, "blocked-caller");
    thread.setDaemon(true);
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  private static <T> T result(FutureTask<T> task) throws Exception {
    try {
      return task.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
