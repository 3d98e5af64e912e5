package io.duroxide.it.apps;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Named moments that activities reach and the main thread waits for: what makes the counts of a run
 * deterministic. Thread-safe.
 */
final class Gates {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();

  void open(String name) {
    gate(name).countDown();
  }

  void await(String name) throws InterruptedException {
    if (!gate(name).await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("nobody opened " + name + " within " + LIMIT);
    }
  }

  private CountDownLatch gate(String name) {
    return gates.computeIfAbsent(name, absent -> new CountDownLatch(1));
  }
}
