package io.duroxide.runtime.activity;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.Provider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.PollLoop;
import io.duroxide.runtime.loop.Slots;
import io.duroxide.runtime.loop.StallWatch;
import io.duroxide.runtime.loop.StopSignal;
import io.duroxide.runtime.loop.Upkeep;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches activities and hands each to an {@link ActivityExecution}, on a fixed set of slots. */
public final class ActivityDispatcher implements AutoCloseable {

  /** A cancelled handler hears of it within a second. */
  private static final Duration CANCELLATION_CHECK = Duration.ofMillis(500);

  private final ExecutorService handlers;
  private final ActivityExecution execution;
  private final Slots slots;

  /** Starts fetching at once, unless there is nothing it may take. */
  public ActivityDispatcher(
      Provider provider,
      ActivityRegistry registry,
      LockRenewals renewals,
      StallWatch stalls,
      Upkeep upkeep,
      StopSignal stop,
      WorkerOptions options) {
    AtomicLong count = new AtomicLong();
    handlers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread =
                  new Thread(null, task, "duroxide-handler-" + count.incrementAndGet(), 0, false);
              thread.setDaemon(true);
              return thread;
            });
    Sessions sessions = new Sessions(provider, options);
    execution =
        new ActivityExecution(provider, registry, handlers, renewals, sessions, stop, options);
    if (options.slots() > 0) {
      upkeep.every(CANCELLATION_CHECK, execution::stopCancelled);
      upkeep.every(LockRenewals.renewalInterval(options.sessions().lockTimeout()), sessions::renew);
      upkeep.every(options.sessions().cleanupInterval(), sessions::cleanUp);
    }
    slots =
        new Slots(
            "activity",
            options.slots(),
            slot ->
                new PollLoop<>(
                    sessions::fetch,
                    item -> {
                      try (StallWatch.Hold hold = stalls.attempt(timeLimit(item))) {
                        var unused = execution.run(slot, item);
                      }
                    },
                    item -> "activity " + item.work().name() + " of " + item.work().instance(),
                    stop));
  }

  private static Duration timeLimit(ActivityItem item) {
    Long millis = item.work().timeoutMillis();
    return millis == null ? Duration.ZERO : Duration.ofMillis(millis);
  }

  /** Waits for the activities in flight. Returns whether all ended in time. */
  public boolean join(Duration atMost) throws InterruptedException {
    return slots.join(atMost);
  }

  /** Interrupts what still runs; it goes back to the queue. */
  public void interruptAll() {
    execution.interruptAll();
  }

  @Override
  public void close() {
    handlers.shutdown();
  }
}
