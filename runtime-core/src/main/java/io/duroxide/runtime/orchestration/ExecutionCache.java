package io.duroxide.runtime.orchestration;

import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.runtime.execution.LiveExecution;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Executions that wait in memory for their next turn; the least recently used leave first. Bounded
 * by suspended computations, because those are what cost threads. Whoever takes an execution owns
 * it. Thread-safe.
 */
public final class ExecutionCache implements AutoCloseable {

  private final int maxFibers;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final Map<String, LiveExecution> byInstance = new LinkedHashMap<>();
  private int fibers;
  private boolean closed;

  public ExecutionCache(int maxFibers) {
    this.maxFibers = maxFibers;
  }

  /**
   * Takes an execution out if it is exactly where the store says it is; anything else is stale and
   * ends here.
   */
  @Nullable LiveExecution take(String instance, CurrentExecution stored) {
    LiveExecution live;
    lock.lock();
    try {
      live = byInstance.remove(instance);
      if (live != null) {
        fibers -= live.fiberCount();
      }
    } finally {
      lock.unlock();
    }
    if (live != null
        && (live.identity().executionId() != stored.executionId()
            || live.lastEventId() != stored.lastEventId())) {
      live.close();
      return null;
    }
    return live;
  }

  void put(LiveExecution live) {
    List<LiveExecution> evicted = new ArrayList<>();
    lock.lock();
    try {
      LiveExecution previous = byInstance.put(live.identity().instance(), live);
      fibers += live.fiberCount();
      if (previous != null) {
        fibers -= previous.fiberCount();
        evicted.add(previous);
      }
      Iterator<LiveExecution> oldest = byInstance.values().iterator();
      while ((fibers > maxFibers || closed) && oldest.hasNext()) {
        LiveExecution victim = oldest.next();
        oldest.remove();
        fibers -= victim.fiberCount();
        evicted.add(victim);
      }
    } finally {
      lock.unlock();
    }
    // Unwinding runs application code, which must not happen under the lock.
    evicted.forEach(LiveExecution::close);
  }

  /** Lets everything go that is in memory now. */
  void clear() {
    letGo(false);
  }

  /** Lets everything go, and whatever comes later. */
  @Override
  public void close() {
    letGo(true);
  }

  private void letGo(boolean forGood) {
    List<LiveExecution> all;
    lock.lock();
    try {
      closed |= forGood;
      all = new ArrayList<>(byInstance.values());
      byInstance.clear();
      fibers = 0;
    } finally {
      lock.unlock();
    }
    all.forEach(LiveExecution::close);
  }
}
