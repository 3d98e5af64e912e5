package io.duroxide.runtime.orchestration;

import io.duroxide.provider.LockToken;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.runtime.execution.LiveExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Executions that wait in memory for their next turn; the least recently used leave first. Bounded
 * by suspended computations, because those are what cost threads. A turn that takes an execution
 * owns it. Thread-safe.
 *
 * <p>What cannot be current any more leaves: an execution is put only by the latest turn of its
 * instance on this node, and one that has not been used for a while goes, since its instance may
 * have gone on, ended or been deleted on another node, of which this one hears nothing.
 */
public final class ExecutionCache implements AutoCloseable {

  private final int maxFibers;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock. In the order in which they were put.
  private final Map<String, Idle> byInstance = new LinkedHashMap<>();
  private final Map<String, LockToken> turns = new HashMap<>();
  private int fibers;
  private boolean closed;

  /**
   * @param since when it was put, by {@link System#nanoTime()}
   */
  private record Idle(LiveExecution live, long since) {}

  public ExecutionCache(int maxFibers) {
    this.maxFibers = maxFibers;
  }

  /** A turn of an instance begins: what earlier turns of it still put is late. */
  void begin(OrchestrationItem item) {
    lock.lock();
    try {
      turns.put(item.instance(), item.lockToken());
    } finally {
      lock.unlock();
    }
  }

  /** A turn is over. */
  void end(OrchestrationItem item) {
    lock.lock();
    try {
      boolean unused = turns.remove(item.instance(), item.lockToken());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes an execution out if it is exactly where the store says it is; anything else is stale and
   * ends here.
   */
  @Nullable LiveExecution take(String instance, CurrentExecution stored) {
    Idle idle;
    lock.lock();
    try {
      idle = byInstance.remove(instance);
      if (idle != null) {
        fibers -= idle.live().fiberCount();
      }
    } finally {
      lock.unlock();
    }
    if (idle == null) {
      return null;
    }
    LiveExecution live = idle.live();
    if (live.identity().executionId() != stored.executionId()
        || live.lastEventId() != stored.lastEventId()) {
      live.close();
      return null;
    }
    return live;
  }

  /**
   * Keeps the execution that a turn has taken further, unless another turn of its instance has
   * begun since that turn was committed.
   */
  void put(OrchestrationItem item, LiveExecution live) {
    List<LiveExecution> leaving = new ArrayList<>();
    lock.lock();
    try {
      if (item.lockToken().equals(turns.get(item.instance()))) {
        Idle previous = byInstance.put(item.instance(), new Idle(live, System.nanoTime()));
        fibers += live.fiberCount();
        if (previous != null) {
          fibers -= previous.live().fiberCount();
          leaving.add(previous.live());
        }
        removeOldest(leaving, oldest -> fibers > maxFibers || closed);
      } else {
        leaving.add(live);
      }
    } finally {
      lock.unlock();
    }
    // Unwinding runs application code, which must not happen under the lock.
    leaving.forEach(LiveExecution::close);
  }

  /** Lets those go that have not been used for {@code atLeast}. */
  void letIdleGo(Duration atLeast) {
    List<LiveExecution> leaving = new ArrayList<>();
    long before = System.nanoTime() - atLeast.toNanos();
    lock.lock();
    try {
      removeOldest(leaving, oldest -> oldest.since() - before <= 0);
    } finally {
      lock.unlock();
    }
    leaving.forEach(LiveExecution::close);
  }

  /** Lets the least recently used half go, to make room for others. */
  void letHalfGo() {
    List<LiveExecution> leaving = new ArrayList<>();
    lock.lock();
    try {
      int half = fibers / 2;
      removeOldest(leaving, oldest -> fibers > half);
    } finally {
      lock.unlock();
    }
    leaving.forEach(LiveExecution::close);
  }

  /** Returns how many executions are in memory between two turns. */
  int size() {
    lock.lock();
    try {
      return byInstance.size();
    } finally {
      lock.unlock();
    }
  }

  private void removeOldest(List<LiveExecution> removed, Predicate<Idle> goes) {
    Iterator<Idle> idle = byInstance.values().iterator();
    while (idle.hasNext()) {
      Idle oldest = idle.next();
      if (!goes.test(oldest)) {
        return;
      }
      idle.remove();
      fibers -= oldest.live().fiberCount();
      removed.add(oldest.live());
    }
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
    List<LiveExecution> all = new ArrayList<>();
    lock.lock();
    try {
      closed |= forGood;
      removeOldest(all, each -> true);
    } finally {
      lock.unlock();
    }
    all.forEach(LiveExecution::close);
  }
}
