package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.PoolState;
import io.duroxide.telemetry.metrics.LabelValues.WorkerType;
import io.duroxide.telemetry.metrics.StoreSample.Pool;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Gauges of the stores, from the last good answers; collecting them does no I/O. Several stores in
 * one process are added up; two provider objects on one database count as two stores.
 */
final class StoreMetrics {

  private static final String SHARED = "shared";

  private final Runtimes runtimes;
  private final WorkerMetrics workers;

  private StoreMetrics(Runtimes runtimes, WorkerMetrics workers) {
    this.runtimes = runtimes;
    this.workers = workers;
  }

  static void register(Instruments instruments, Runtimes runtimes, WorkerMetrics workers) {
    StoreMetrics stores = new StoreMetrics(runtimes, workers);
    stores.registerShared(instruments);
    stores.registerPools(instruments);
  }

  private void registerShared(Instruments instruments) {
    instruments.observe(OrchestrationRows.ACTIVE_INSTANCES, this::active);
    instruments.observe(OrchestrationRows.ACTIVE_ORCHESTRATIONS, this::active);
    instruments.observe(WorkerRows.QUEUE_DEPTH, this::queueDepth);
    instruments.observe(
        WorkerRows.ORCHESTRATOR_QUEUE_DEPTH,
        observed -> stores(store -> observed.count(store.orchestrations().depth(), 0)));
    instruments.observe(WorkerRows.QUEUE_OLDEST_AGE, this::oldestAge);
    instruments.observe(
        WorkerRows.TIMERS_SCHEDULED,
        observed -> stores(store -> observed.count(store.timersScheduled(), 0)));
  }

  private void registerPools(Instruments instruments) {
    instruments.observe(ProviderRows.POOL_SIZE, this::poolSize);
    instruments.observe(
        ProviderRows.POOL_MAX, observed -> pools(pool -> observed.count(pool.max(), 0)));
    instruments.observe(
        ProviderRows.POOL_PENDING, observed -> pools(pool -> observed.count(pool.pending(), 0)));
  }

  private void active(Observed observed) {
    stores(
        store ->
            store
                .active()
                .forEach((key, count) -> observed.count(count, key.name(), key.state().index())));
  }

  private void queueDepth(Observed observed) {
    workers.observeHeld(observed);
    stores(
        store -> {
          shared(observed, WorkerType.ORCHESTRATION, store.orchestrations().depth());
          shared(observed, WorkerType.ACTIVITY, store.activities().depth());
        });
  }

  private static void shared(Observed observed, WorkerType type, long depth) {
    observed.count(depth, SHARED, type.index());
  }

  private void oldestAge(Observed observed) {
    oldestAge(observed, WorkerType.ORCHESTRATION, sample -> sample.orchestrations().oldestMillis());
    oldestAge(observed, WorkerType.ACTIVITY, sample -> sample.activities().oldestMillis());
  }

  /** Ages are not added up: the oldest of all stores counts. */
  private void oldestAge(
      Observed observed, WorkerType type, ToLongFunction<StoreSample> oldestMillis) {
    long[] oldest = {-1};
    stores(store -> oldest[0] = Math.max(oldest[0], oldestMillis.applyAsLong(store)));
    if (oldest[0] >= 0) {
      observed.value(oldest[0] / 1e3, type.index());
    }
  }

  private void poolSize(Observed observed) {
    pools(
        pool -> {
          observed.count(pool.used(), PoolState.USED.index());
          observed.count(pool.idle(), PoolState.IDLE.index());
        });
  }

  private void stores(Consumer<StoreSample> action) {
    for (StorePoller poller : runtimes.pollers()) {
      StoreSample store = poller.store();
      if (store != null) {
        action.accept(store);
      }
    }
  }

  private void pools(Consumer<Pool> action) {
    for (StorePoller poller : runtimes.pollers()) {
      Pool pool = poller.pool();
      if (pool != null) {
        action.accept(pool);
      }
    }
  }
}
