package io.duroxide.runtime.activity;

import io.duroxide.provider.Provider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.PollLoop;
import io.duroxide.runtime.loop.Slots;
import io.duroxide.runtime.loop.StopSignal;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches activities and hands each to an {@link ActivityExecution}, on a fixed set of slots. */
public final class ActivityDispatcher implements AutoCloseable {

  private final ExecutorService handlers;
  private final ActivityExecution execution;
  private final Slots slots;

  /** Starts fetching at once. */
  public ActivityDispatcher(
      Provider provider,
      ActivityRegistry registry,
      LockRenewals renewals,
      StopSignal stop,
      WorkerOptions options) {
    AtomicLong count = new AtomicLong();
    handlers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "duroxide-handler-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    execution = new ActivityExecution(provider, registry, handlers, renewals, stop, options);
    slots =
        new Slots(
            "activity",
            options.slots(),
            slot ->
                new PollLoop<>(
                    () ->
                        provider.fetchWorkItem(
                            options.lockTimeout(),
                            options.pollTimeout(),
                            io.duroxide.provider.WorkerFilter.DEFAULT),
                    item -> {
                      var unused = execution.run(slot, item);
                    },
                    stop));
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
