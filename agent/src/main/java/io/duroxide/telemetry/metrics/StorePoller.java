package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.AgentConfig.GaugePolling;
import io.duroxide.telemetry.metrics.StoreSample.Pool;
import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks one store for its gauges, again and again, on a thread of its own, and keeps the last good
 * answer. A call that takes too long is reported and waited for: an interrupt could close what the
 * application shares with it.
 */
final class StorePoller {

  private final WeakReference<Object> provider;
  private final GaugePolling polling;
  private final StateLine state;
  private final ScheduledExecutorService timer;
  private final ExecutorService thread;
  private final ScheduledFuture<?> schedule;
  private final StoreReader reader = new StoreReader();
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable StoreSample store;
  private volatile @Nullable Pool pool;

  StorePoller(
      Object provider,
      GaugePolling polling,
      CallDepth depth,
      StateLine state,
      ScheduledExecutorService timer) {
    this.provider = new WeakReference<>(provider);
    this.polling = polling;
    this.state = state;
    this.timer = timer;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> daemon("duroxide-telemetry-store", ignoring(depth, work)));
    this.schedule =
        timer.scheduleWithFixedDelay(
            this::tick, 0, polling.interval().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Runnable ignoring(CallDepth depth, Runnable work) {
    return () -> {
      depth.ignoreThisThread();
      work.run();
    };
  }

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    // Nothing of the application may be held by a thread of the agent.
    thread.setContextClassLoader(null);
    return thread;
  }

  boolean polls(Object candidate) {
    return provider.refersTo(candidate);
  }

  /** The last good answer, or null if there was none. */
  @Nullable StoreSample store() {
    return store;
  }

  /** The last good answer, or null if there was none. */
  @Nullable Pool pool() {
    return pool;
  }

  void stop() {
    schedule.cancel(false);
    thread.shutdown();
  }

  private void tick() {
    if (provider.refersTo(null)) {
      stop();
    } else if (busy.compareAndSet(false, true)) {
      Future<?> poll = thread.submit(this::poll);
      Future<?> unused =
          timer.schedule(() -> check(poll), polling.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void check(Future<?> poll) {
    if (!poll.isDone() && !thread.isShutdown()) {
      state.failed("no answer within " + polling.timeout().toMillis() + " ms");
    }
  }

  private void poll() {
    try {
      Object target = provider.get();
      if (target != null) {
        // The pool first: it answers even when the store hangs because the pool is exhausted.
        pool = reader.pool(target);
        store = reader.store(target);
        state.succeeded();
      }
    } catch (Throwable failure) {
      if (!thread.isShutdown()) {
        state.failed(failure.toString());
      }
    } finally {
      busy.set(false);
    }
  }
}
