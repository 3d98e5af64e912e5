package io.duroxide.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What code of a test blocks on until the test is over, so that no thread is left behind. */
final class Blocking {

  private static volatile CountDownLatch gate = new CountDownLatch(1);
  private static volatile CompletableFuture<Object> future = new CompletableFuture<>();
  private static final AtomicInteger TIMES = new AtomicInteger();

  private Blocking() {}

  static void begin() {
    gate = new CountDownLatch(1);
    future = new CompletableFuture<>();
    TIMES.set(0);
  }

  /** Lets everything go on that blocks. */
  static void end() {
    gate.countDown();
    future.complete("late");
  }

  static boolean isOver() {
    return gate.getCount() == 0;
  }

  /** How often code has blocked. */
  static int times() {
    return TIMES.get();
  }

  static CompletableFuture<Object> future() {
    return future;
  }

  static void block() {
    TIMES.incrementAndGet();
    while (!isOver()) {
      try {
        gate.await();
      } catch (InterruptedException ignored) {
        // Code that does not listen.
      }
    }
  }

  /** Blocks while it is written. */
  public static final class SlowGetter {
    public String getText() {
      block();
      return "text";
    }
  }

  /** Blocks while it is read. */
  public static final class SlowSetter {
    public void setText(String text) {
      block();
    }
  }

  /** Blocks while it is asked what it has to say. */
  static final class SlowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      block();
      return "text";
    }
  }

  /** Blocks while it is logged. */
  static final class SlowText {
    @Override
    public String toString() {
      block();
      return "text";
    }
  }
}
