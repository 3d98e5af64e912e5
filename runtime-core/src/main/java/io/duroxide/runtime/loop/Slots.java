package io.duroxide.runtime.loop;

import io.duroxide.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A fixed number of threads with stable numbers, each running one loop. */
public final class Slots {

  private final List<Thread> threads = new ArrayList<>();
  private final List<PollLoop<?>> loops = new ArrayList<>();

  /** Starts {@code count} daemon threads; slot n runs {@code loop.apply(n)}. */
  public Slots(String name, int count, IntFunction<PollLoop<?>> loop) {
    for (int slot = 0; slot < count; slot++) {
      PollLoop<?> slotLoop = loop.apply(slot);
      loops.add(slotLoop);
      Thread thread = new Thread(slotLoop, "duroxide-" + name + "-" + slot);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Cuts fetches short that wait for work; what is in flight goes on. */
  public void interruptFetches() {
    loops.forEach(PollLoop::interruptFetch);
  }

  /** Waits for all loops, which have been told to stop, to end. Returns whether they did. */
  public boolean join(Duration atMost) throws InterruptedException {
    interruptFetches();
    long deadline = System.nanoTime() + TimeSpan.nanos(atMost);
    for (Thread thread : threads) {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
