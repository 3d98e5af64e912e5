package io.duroxide.runtime.orchestration;

import io.duroxide.runtime.execution.CodeBlockedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The instances whose code has blocked on this node. Until a turn of theirs passes, they are tried
 * one at a time, so that however many there are, they hold one slot and the rest is for the others.
 * Thread-safe.
 */
final class BlockedInstances {

  /** Remembers the latest; one that was forgotten may hold a slot of its own once more. */
  private static final int MAX_REMEMBERED = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final Map<String, CodeBlockedException> blocked = new LinkedHashMap<>();
  private @Nullable String tried;

  /**
   * Returns where the code of the instance is if it has blocked here and still uses a processor, or
   * null. To run it again would only take another one.
   */
  @Nullable CodeBlockedException stillBusy(String instance) {
    lock.lock();
    try {
      CodeBlockedException where = blocked.get(instance);
      return where != null && where.isStillBusy() ? where : null;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the code of the instance has blocked here, and no turn has passed since. */
  boolean isKnown(String instance) {
    lock.lock();
    try {
      return blocked.containsKey(instance);
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether a turn of the instance may run now; then {@link #leave} has to follow. */
  boolean enter(String instance) {
    lock.lock();
    try {
      if (!blocked.containsKey(instance)) {
        return true;
      }
      if (tried == null) {
        tried = instance;
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The turn is over.
   *
   * @param where where its code was left behind, or null if it was not
   */
  void leave(String instance, @Nullable CodeBlockedException where) {
    lock.lock();
    try {
      if (instance.equals(tried)) {
        tried = null;
      }
      blocked.remove(instance);
      if (where != null) {
        blocked.put(instance, where);
        if (blocked.size() > MAX_REMEMBERED) {
          blocked.remove(blocked.keySet().iterator().next());
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
