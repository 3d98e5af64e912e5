package io.duroxide.provider.contract;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call on a thread of its own that has been seen to block. */
final class BlockedCall<T> {

  private final FutureTask<T> task;
  private final Thread thread;

  private BlockedCall(Callable<T> call) {
    this.task = new FutureTask<>(call);
    this.thread = new Thread(task, "blocked-caller");
    thread.setDaemon(true);
  }

  /** Begins the call and returns when it waits. */
  static <T> BlockedCall<T> of(Callable<T> call) {
    BlockedCall<T> blocked = new BlockedCall<>(call);
    blocked.thread.start();
    blocked.awaitBlocked();
    return blocked;
  }

  /** Returns when the call waits, again or still. */
  void awaitBlocked() {
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  boolean isDone() {
    return task.isDone();
  }

  void interrupt() {
    thread.interrupt();
  }

  T result() throws Exception {
    try {
      return task.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
