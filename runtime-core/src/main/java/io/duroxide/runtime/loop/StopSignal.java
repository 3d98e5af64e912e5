package io.duroxide.runtime.loop;

import io.duroxide.TimeSpan;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells loops to stop, and lets them pause without missing it. Thread-safe. */
public final class StopSignal {

  private final CountDownLatch stopped = new CountDownLatch(1);

  public void stop() {
    stopped.countDown();
  }

  public boolean isStopping() {
    return stopped.getCount() == 0;
  }

  /**
   * Waits until the time has passed or the signal comes. An interrupt ends the pause and stays set.
   */
  public void pause(Duration time) {
    try {
      boolean unused = stopped.await(TimeSpan.nanos(time), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
