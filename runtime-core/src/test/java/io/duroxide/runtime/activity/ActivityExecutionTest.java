package io.duroxide.runtime.activity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.Activity;
import io.duroxide.Backoff;
import io.duroxide.ErrorReason;
import io.duroxide.Limits;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import io.duroxide.provider.contract.SettableClock;
import io.duroxide.provider.memory.InMemoryProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.runtime.activity.ActivityOutcome.Result;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.StopSignal;
import io.duroxide.runtime.loop.Upkeep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an attempt reports about itself; the store's clock stands still. */
@Timeout(60)
class ActivityExecutionTest {

  private static final Duration LOCK = Duration.ofSeconds(3);

  private final SettableClock clock = new SettableClock();
  private final InMemoryProvider provider = new InMemoryProvider(clock);
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private final Upkeep upkeep = new Upkeep();
  private final StopSignal stop = new StopSignal();
  private final WorkerOptions options = options(LOCK);

  @AfterEach
  void close() {
    upkeep.close();
    handlers.shutdownNow();
    provider.close();
  }

  private static WorkerOptions options(Duration lockTimeout) {
    return new WorkerOptions(
        2,
        TagFilter.defaultOnly(),
        lockTimeout,
        Duration.ZERO,
        3,
        Backoff.fixed(Duration.ofSeconds(1)),
        Duration.ofMillis(50),
        "me",
        new SessionOptions(1, LOCK, Duration.ofMinutes(1), Duration.ofMinutes(1)),
        new Limits(10, 1_000, 1_000, 1_000, 1_000));
  }

  private ActivityExecution execution(Activity<Void, String> code) {
    return execution(code, options, new LockRenewals(LOCK, upkeep));
  }

  private ActivityExecution execution(
      Activity<Void, String> code, WorkerOptions options, LockRenewals renewals) {
    ActivityRegistry registry = ActivityRegistry.builder().register("a", Void.class, code).build();
    ActivityExecution execution =
        new ActivityExecution(
            provider, registry, handlers, renewals, new Sessions(provider, options), stop, options);
    upkeep.every(Duration.ofMillis(50), execution::stopCancelled);
    return execution;
  }

  /** The activity of a fresh instance, fetched. */
  private ActivityItem fetch(String name, @Nullable String session) {
    provider.startInstance(
        new StartOrchestration("i-" + session, "o", null, null, StartOrigin.CLIENT, null));
    ActivityWorkItem work =
        new ActivityWorkItem(
            "i-" + session, 1, 2, name, null, "o", "1.0.0", 0, 1, null, null, session);
    commit(List.of(work), List.of());
    return fetchAgain();
  }

  private ActivityItem fetchAgain() {
    return requireNonNull(
        provider.fetchWorkItem(
            LOCK,
            Duration.ZERO,
            new WorkerFilter(TagFilter.defaultOnly(), new SessionClaim("me", LOCK))));
  }

  private void commit(List<ActivityWorkItem> activities, List<Long> cancelled) {
    OrchestrationItem item =
        requireNonNull(provider.fetchOrchestrationItem(LOCK, Duration.ZERO, null));
    long next = item.current() == null ? 1 : item.current().lastEventId() + 1;
    provider.ackOrchestrationItem(
        new TurnCommit(
            item.lockToken(),
            item.instance(),
            1,
            List.of(new HistoryEvent.EventSubscribed(next, 1, "e")),
            new ExecutionState("o", "1.0.0", ExecutionStatus.RUNNING, null, 1, 1, null, null, 0),
            activities,
            List.of(),
            cancelled,
            InstanceChanges.NONE,
            List.of()));
  }

  private void cancelActivity() {
    provider.enqueueForOrchestrator(new EventRaised("i-null", "e", null), Duration.ZERO);
    commit(List.of(), List.of(2L));
  }

  private static String waitForInterruption() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      return "late";
    }
    throw new AssertionError("unreachable");
  }

  @Test
  void success_andFailure() {
    assertThat(execution((ctx, in) -> "ok").run(0, fetch("a", null)))
        .satisfies(
            outcome -> {
              assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
              assertThat(outcome.error()).isNull();
              assertThat(outcome.deliveryCount()).isEqualTo(1);
            });
    ActivityExecution failing =
        execution(
            (ctx, in) -> {
              throw new IllegalStateException("no");
            });
    ActivityOutcome failed = failing.run(0, fetch("a", "s"));
    assertThat(failed.result()).isEqualTo(Result.FAILED);
    assertThat(requireNonNull(failed.error()).message()).isEqualTo("no");
  }

  @Test
  void noThreadForTheHandler_isHandedBackUncounted() {
    ActivityRegistry registry =
        ActivityRegistry.builder().register("a", Void.class, (ctx, in) -> "ok").build();
    ActivityExecution execution =
        new ActivityExecution(
            provider,
            registry,
            handler -> {
              throw new OutOfMemoryError("unable to create native thread");
            },
            new LockRenewals(LOCK, upkeep),
            new Sessions(provider, options),
            stop,
            options);
    for (int i = 0; i < 5; i++) {
      ActivityItem item = i == 0 ? fetch("a", null) : fetchAgain();
      assertThat(item.deliveryCount()).isEqualTo(1);
      assertThat(execution.run(0, item).result()).isEqualTo(Result.HANDED_BACK);
      clock.advance(Duration.ofSeconds(6));
    }
  }

  @Test
  void resultTooLarge_isAFailure() {
    ActivityOutcome outcome = execution((ctx, in) -> "123456789").run(0, fetch("a", null));
    assertThat(outcome.result()).isEqualTo(Result.FAILED);
    assertThat(requireNonNull(outcome.error()).reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
  }

  @Test
  void rowGoneWhileTheHandlerRuns_isCancelled() {
    ActivityItem item = fetch("a", null);
    cancelActivity();
    assertThat(execution((ctx, in) -> waitForInterruption()).run(0, item).result())
        .isEqualTo(Result.CANCELLED);
  }

  @Test
  void rowGoneWhenTheHandlerHasEnded_isCancelled() {
    ActivityItem item = fetch("a", null);
    cancelActivity();
    assertThat(execution((ctx, in) -> "done").run(0, item).result()).isEqualTo(Result.CANCELLED);
  }

  @Test
  void lockRunOutWhileTheHandlerRuns_isALostLock() {
    ActivityItem item = fetch("a", null);
    clock.advance(LOCK.plusMillis(1));
    assertThat(execution((ctx, in) -> waitForInterruption()).run(0, item).result())
        .isEqualTo(Result.LOCK_LOST);
  }

  @Test
  void lockRunOutWhenTheHandlerHasEnded_isALostLock() {
    ActivityItem item = fetch("a", null);
    clock.advance(LOCK.plusMillis(1));
    assertThat(execution((ctx, in) -> "done").run(0, item).result()).isEqualTo(Result.LOCK_LOST);
  }

  /** Its row is gone, too, as if it had been cancelled; only the time tells. */
  @Test
  void finishedByAnotherNodeAfterItsTime_isALostLock() {
    ActivityItem item = fetch("a", null);
    cancelActivity();
    Duration unrenewed = Duration.ofMillis(20);
    ActivityExecution execution =
        execution(
            (ctx, in) -> {
              long start = System.nanoTime();
              await().until(() -> System.nanoTime() - start > unrenewed.toNanos());
              return "done";
            },
            options(unrenewed),
            new LockRenewals(Duration.ofHours(1), upkeep));
    assertThat(execution.run(0, item).result()).isEqualTo(Result.LOCK_LOST);
  }

  @Test
  void unregistered_isHandedBack() {
    assertThat(execution((ctx, in) -> "x").run(0, fetch("unknown", null)).result())
        .isEqualTo(Result.HANDED_BACK);
  }

  @Test
  void oneSessionTooMany_isHandedBackForATenthOfASecond_uncounted() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ActivityExecution execution =
        execution(
            (ctx, in) -> {
              running.countDown();
              release.await();
              return "x";
            });
    ActivityItem first = fetch("a", "s1");
    ActivityItem second = fetch("a", "s2");
    Thread slot = new Thread(() -> assertThat(execution.run(0, first)).isNotNull());
    slot.start();
    running.await();
    assertThat(execution.run(1, second).result()).isEqualTo(Result.HANDED_BACK);
    WorkerFilter filter = new WorkerFilter(TagFilter.defaultOnly(), new SessionClaim("me", LOCK));
    clock.advance(Duration.ofMillis(99));
    assertThat(provider.fetchWorkItem(LOCK, Duration.ZERO, filter)).isNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(requireNonNull(provider.fetchWorkItem(LOCK, Duration.ZERO, filter)))
        .extracting(ActivityItem::deliveryCount)
        .isEqualTo(1);
    release.countDown();
    await().until(() -> !slot.isAlive());
  }

  @Test
  void fetchedInTheMomentOfTheShutdown_isHandedBackUncounted() {
    ActivityItem item = fetch("a", null);
    stop.stop();
    assertThat(execution((ctx, in) -> "x").run(0, item).result()).isEqualTo(Result.HANDED_BACK);
    assertThat(
            requireNonNull(provider.fetchWorkItem(LOCK, Duration.ZERO, WorkerFilter.DEFAULT))
                .deliveryCount())
        .isEqualTo(1);
  }
}
