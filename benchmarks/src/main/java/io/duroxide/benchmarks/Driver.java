package io.duroxide.benchmarks;

import io.duroxide.client.DuroxideClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps a number of instances active and notes how long each took. */
final class Driver {

  private static final Duration WAIT = Duration.ofSeconds(60);

  private final DuroxideClient client;
  private final Load load;
  private final String idPrefix;
  private long launched;

  Driver(DuroxideClient client, Load load, String idPrefix) {
    this.client = client;
    this.load = load;
    this.idPrefix = idPrefix;
  }

  /** Launches for that long, then waits for the rest; returns the latencies in nanoseconds. */
  long[] run(int seconds) throws InterruptedException {
    Queue<Long> latencies = new ConcurrentLinkedQueue<>();
    Semaphore places = new Semaphore(load.inFlight());
    ExecutorService callers = Executors.newFixedThreadPool(load.inFlight());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - deadline < 0) {
      if (load.paced()) {
        Thread.sleep(1);
      }
      if (places.tryAcquire(load.paced() ? 0 : 10, TimeUnit.MILLISECONDS)) {
        String id = idPrefix + launched++;
        callers.execute(
            () -> {
              try {
                latencies.add(runInstance(id));
              } finally {
                places.release();
              }
            });
      } else if (load.paced()) {
        Thread.sleep(10);
      }
    }
    callers.shutdown();
    if (!callers.awaitTermination(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("instances did not end within 120 s");
    }
    long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private long runInstance(String id) {
    long start = System.nanoTime();
    client.start(id, load.workload().name(), load.tasks());
    String unused = client.waitForOutput(id, String.class, WAIT);
    return System.nanoTime() - start;
  }
}
