package io.duroxide.runtime.orchestration;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.provider.Provider;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.PollLoop;
import io.duroxide.runtime.loop.Slots;
import io.duroxide.runtime.loop.StopSignal;
import java.time.Duration;

/**
 * Fetches instances that have something to do and hands each to an {@link OrchestrationTurn}, on a
 * fixed set of slots.
 */
public final class OrchestrationDispatcher implements AutoCloseable {

  private final CoroutineThreads threads = CoroutineThreads.create();
  private final ExecutionCache cache;
  private final Slots slots;

  /** Starts fetching at once. */
  public OrchestrationDispatcher(
      Provider provider,
      OrchestrationRegistry registry,
      LockRenewals renewals,
      StopSignal stop,
      OrchestrationOptions options) {
    cache = new ExecutionCache(options.maxCachedFibers());
    OrchestrationTurn turn =
        new OrchestrationTurn(provider, registry, threads, cache, renewals, stop, options);
    slots =
        new Slots(
            "orchestration",
            options.slots(),
            slot ->
                new PollLoop<>(
                    () ->
                        provider.fetchOrchestrationItem(
                            options.lockTimeout(), options.pollTimeout(), null),
                    item -> {
                      var unused = turn.run(slot, item);
                    },
                    stop));
  }

  /** Waits for the turns in flight. Returns whether all ended in time. */
  public boolean join(Duration atMost) throws InterruptedException {
    return slots.join(atMost);
  }

  /** Lets go of the executions in memory. */
  @Override
  public void close() {
    cache.close();
    threads.close();
  }
}
