package io.duroxide.runtime;

import static java.util.Objects.requireNonNull;

import io.duroxide.TimeSpan;
import io.duroxide.provider.Provider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import io.duroxide.runtime.activity.ActivityDispatcher;
import io.duroxide.runtime.activity.WorkerOptions;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.StallWatch;
import io.duroxide.runtime.loop.StopSignal;
import io.duroxide.runtime.loop.Upkeep;
import io.duroxide.runtime.orchestration.OrchestrationDispatcher;
import io.duroxide.runtime.orchestration.OrchestrationOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: it takes turns and activities from a store until it is closed. Any number of
 * nodes may share a store. Thread-safe.
 */
public final class DuroxideRuntime implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DuroxideRuntime.class);

  /** How long slots may take to give back what they were told to end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** How often executions in memory are looked for that nothing uses any more. */
  private static final Duration IDLE_CHECK = Duration.ofSeconds(10);

  private final RuntimeOptions options;
  private final StopSignal stop = new StopSignal();
  private final Upkeep upkeep = new Upkeep();
  private final StallWatch stalls;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch terminated = new CountDownLatch(1);
  private final OrchestrationDispatcher orchestrations;
  private final ActivityDispatcher activities;

  private DuroxideRuntime(
      Provider provider,
      OrchestrationRegistry orchestrationRegistry,
      ActivityRegistry activityRegistry,
      RuntimeOptions options) {
    this.options = options;
    Duration shortestLock =
        options.orchestrationLockTimeout().compareTo(options.activityLockTimeout()) < 0
            ? options.orchestrationLockTimeout()
            : options.activityLockTimeout();
    LockRenewals renewals = new LockRenewals(shortestLock, upkeep);
    stalls = new StallWatch(options.stalls(), upkeep);
    orchestrations =
        new OrchestrationDispatcher(
            provider, orchestrationRegistry, renewals, stalls, stop, orchestrationOptions(options));
    upkeep.every(IDLE_CHECK, orchestrations::letIdleGo);
    activities =
        new ActivityDispatcher(
            provider, activityRegistry, renewals, stalls, upkeep, stop, workerOptions(options));
  }

  /**
   * Starts a node.
   *
   * @param provider the store; stays open when the runtime is closed
   */
  public static DuroxideRuntime start(
      Provider provider,
      OrchestrationRegistry orchestrations,
      ActivityRegistry activities,
      RuntimeOptions options) {
    DuroxideRuntime runtime =
        new DuroxideRuntime(
            requireNonNull(provider, "provider"),
            requireNonNull(orchestrations, "orchestrations"),
            requireNonNull(activities, "activities"),
            requireNonNull(options, "options"));
    LOG.info(
        "duroxide {} started on {} with {} orchestration and {} activity slots; takes turns of"
            + " executions started by versions {} to {}",
        version(),
        provider.name(),
        options.orchestrationSlots(),
        options.activitySlots(),
        options.supportedReplayVersions().from(),
        options.supportedReplayVersions().to());
    return runtime;
  }

  /** The version of this runtime, as its build names it. */
  public static String version() {
    return RuntimeVersion.TEXT;
  }

  /**
   * Stops taking work, waits for what is in flight up to the shutdown timeout, then interrupts the
   * rest and hands it back to the queue, uncounted. Returns within the shutdown timeout plus the
   * cancellation grace. A further call waits for the first: behind any of them the store may be
   * closed. An interrupt of the caller ends the waiting for the work and stays set.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      awaitFirstClose();
      return;
    }
    stop.stop();
    boolean interrupted = false;
    try {
      drain();
    } catch (InterruptedException hurry) {
      interrupted = true;
      drainNow();
    } finally {
      stalls.close();
      orchestrations.handBack();
      upkeep.close();
      orchestrations.close();
      activities.close();
      terminated.countDown();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Waits until this runtime has been closed, so that a {@code main} that has nothing else to do
   * can stay: all threads of the runtime are daemons.
   */
  public void awaitTermination() throws InterruptedException {
    terminated.await();
  }

  /**
   * Waits until this runtime has been closed.
   *
   * @return false if it has not been within {@code atMost}
   */
  public boolean awaitTermination(Duration atMost) throws InterruptedException {
    return terminated.await(TimeSpan.nanos(atMost), TimeUnit.NANOSECONDS);
  }

  private void awaitFirstClose() {
    try {
      terminated.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() throws InterruptedException {
    long deadline = System.nanoTime() + TimeSpan.nanos(options.shutdownTimeout());
    orchestrations.interruptFetches();
    boolean drained = activities.join(options.shutdownTimeout());
    if (!drained) {
      activities.interruptAll();
      drained = activities.join(grace());
    }
    if (!orchestrations.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
      // What still runs may be code that never comes back.
      stalls.leaveCode();
      drained &= orchestrations.join(LAST_WORDS);
    }
    if (!drained) {
      LOG.warn("work was still in flight at the end of the shutdown; it is left to other nodes");
    }
  }

  /** The caller is in a hurry: what is in flight is told to end at once, and gets its grace. */
  private void drainNow() {
    activities.interruptAll();
    stalls.leaveCode();
    try {
      boolean drained = activities.join(grace()) && orchestrations.join(LAST_WORDS);
      if (!drained) {
        LOG.warn("work was still in flight at the end of the shutdown; it is left to other nodes");
      }
    } catch (InterruptedException again) {
      LOG.warn("the shutdown was interrupted twice; work in flight is left to other nodes");
    }
  }

  private Duration grace() {
    return Duration.ofNanos(TimeSpan.nanos(options.cancellationGrace())).plus(LAST_WORDS);
  }

  private static OrchestrationOptions orchestrationOptions(RuntimeOptions options) {
    return new OrchestrationOptions(
        options.orchestrationSlots(),
        options.orchestrationLockTimeout(),
        options.pollTimeout(),
        options.maxDeliveries(),
        options.unregisteredBackoff(),
        options.executionCacheSize(),
        RuntimeVersion.NUMBER.toString(),
        options.supportedReplayVersions(),
        options.limits(),
        options.clock());
  }

  private static WorkerOptions workerOptions(RuntimeOptions options) {
    String nodeId = options.nodeId();
    return new WorkerOptions(
        options.activitySlots(),
        options.workerTags(),
        options.activityLockTimeout(),
        options.pollTimeout(),
        options.maxDeliveries(),
        options.unregisteredBackoff(),
        options.cancellationGrace(),
        nodeId == null ? UUID.randomUUID().toString() : nodeId,
        options.sessions(),
        options.limits());
  }
}
