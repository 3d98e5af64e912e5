package io.duroxide.runtime.orchestration;

import io.duroxide.coroutine.CoroutineThreads;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.PollLoop;
import io.duroxide.runtime.loop.Slots;
import io.duroxide.runtime.loop.StallWatch;
import io.duroxide.runtime.loop.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches instances that have something to do and hands each to an {@link OrchestrationTurn}, on a
 * fixed set of slots.
 */
public final class OrchestrationDispatcher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrchestrationDispatcher.class);

  /**
   * Long against the pauses of an instance that works, short against what ended elsewhere may pile
   * up. One that is wanted later is replayed.
   */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Provider provider;
  private final StopSignal stop;
  private final CoroutineThreads threads = CoroutineThreads.create();
  private final ExecutionCache cache;
  private final OrchestrationTurn turn;
  private final Map<LockToken, OrchestrationItem> inFlight = new ConcurrentHashMap<>();
  private final Slots slots;

  /** Starts fetching at once. */
  public OrchestrationDispatcher(
      Provider provider,
      OrchestrationRegistry registry,
      LockRenewals renewals,
      StallWatch stalls,
      StopSignal stop,
      OrchestrationOptions options) {
    this.provider = provider;
    this.stop = stop;
    cache = new ExecutionCache(options.maxCachedFibers());
    turn =
        new OrchestrationTurn(provider, registry, threads, cache, renewals, stalls, stop, options);
    slots =
        new Slots(
            "orchestration",
            options.slots(),
            slot ->
                new PollLoop<>(
                    () ->
                        provider.fetchOrchestrationItem(
                            options.lockTimeout(),
                            options.pollTimeout(),
                            options.supportedVersions()),
                    item -> run(slot, item),
                    item -> "the turn of instance " + item.instance(),
                    stop));
  }

  /**
   * Lets executions leave memory that have not been used for a while. To be called now and then.
   */
  public void letIdleGo() {
    cache.letIdleGo(IDLE);
  }

  /** Cuts fetches short that wait for work. */
  public void interruptFetches() {
    slots.interruptFetches();
  }

  /** Waits for the turns in flight. Returns whether all ended in time. */
  public boolean join(Duration atMost) throws InterruptedException {
    return slots.join(atMost);
  }

  /** Gives the turns that still run to other nodes; what they decide here comes to nothing. */
  public void handBack() {
    inFlight.values().forEach(this::handBack);
  }

  /** Lets go of the executions in memory. */
  @Override
  public void close() {
    cache.close();
  }

  private void run(int slot, OrchestrationItem item) {
    if (stop.isStopping()) {
      // Fetched in the moment of the shutdown; nothing has happened yet.
      handBack(item);
      return;
    }
    inFlight.put(item.lockToken(), item);
    try {
      var unused = turn.run(slot, item);
    } finally {
      inFlight.remove(item.lockToken());
    }
  }

  private void handBack(OrchestrationItem item) {
    try {
      provider.abandonOrchestrationItem(item.lockToken(), Duration.ZERO, true);
    } catch (ProviderException e) {
      LOG.warn("instance {} could not be handed back; its lock will run out", item.instance(), e);
    }
  }
}
