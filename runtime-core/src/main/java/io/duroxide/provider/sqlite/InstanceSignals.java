package io.duroxide.provider.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Where callers wait for news of instances. */
final class InstanceSignals {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, List<Waiter>> waiters = new HashMap<>();

  /** Register before reading the instance, so that no news are missed. */
  Waiter register(String instance) {
    Waiter waiter = new Waiter();
    lock.lock();
    try {
      waiters.computeIfAbsent(instance, absent -> new ArrayList<>(1)).add(waiter);
    } finally {
      lock.unlock();
    }
    return waiter;
  }

  void unregister(String instance, Waiter waiter) {
    lock.lock();
    try {
      waiters.computeIfPresent(
          instance,
          (key, registered) -> {
            registered.remove(waiter);
            return registered.isEmpty() ? null : registered;
          });
    } finally {
      lock.unlock();
    }
  }

  void tell(Collection<String> instances) {
    if (instances.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      for (String instance : instances) {
        waiters.getOrDefault(instance, List.of()).forEach(Waiter::wake);
      }
    } finally {
      lock.unlock();
    }
  }

  void wakeAll() {
    lock.lock();
    try {
      waiters.values().forEach(registered -> registered.forEach(Waiter::wake));
    } finally {
      lock.unlock();
    }
  }
}
