package io.duroxide.telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pushes what waits in a queue, batch by batch and one at a time, on a daemon thread of its own. A
 * batch that the collector could not take stays and is sent again at the next tick, while the queue
 * fills up; one that it did not want is given up.
 */
final class BatchPush<T> {

  /**
   * A bounded queue.
   *
   * @param take the next batch, empty if nothing waits; asked by one thread at a time
   * @param batchWaits whether there is a whole batch
   * @param giveUp told what was taken, or is left, and will not be sent
   */
  record Source<T>(
      Supplier<? extends Collection<T>> take,
      BooleanSupplier batchWaits,
      Consumer<Collection<T>> giveUp) {}

  private final Source<T> source;
  private final Function<Collection<T>, CompletableResultCode> exporter;
  private final ExportReport report;
  private final long intervalNanos;
  private final Thread thread;

  private volatile boolean listening;
  private volatile boolean stopping;

  // Guarded by this. Whoever sets it back to empty answers for what was in it.
  private Collection<T> underWay = List.of();
  private boolean over;

  /**
   * @param exporter must end every export by itself, after some seconds
   * @param interval the longest that anything waits while all is well
   */
  BatchPush(
      String name,
      Duration interval,
      Source<T> source,
      Function<Collection<T>, CompletableResultCode> exporter,
      ExportReport report) {
    this.source = source;
    this.exporter = exporter;
    this.report = report;
    this.intervalNanos = interval.toNanos();
    this.thread = new Thread(null, this::run, "duroxide-telemetry-" + name, 0, false);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** A whole batch waits. Never blocks. */
  void wake() {
    if (listening) {
      LockSupport.unpark(thread);
    }
  }

  /** Begins to send everything that waits, a last time; returns at once. */
  void beginLast() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  /** Waits for that to end, but not longer than so; what is left then is given up. */
  void awaitLast(Duration bound) {
    try {
      thread.join(Math.max(1, bound.toMillis()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive() && isUnderWay()) {
      report.unansweredAtExit();
    }
    giveUpAll();
  }

  private void run() {
    while (!stopping) {
      awaitTick();
      boolean sent = send();
      while (sent && !stopping && source.batchWaits().getAsBoolean()) {
        sent = send();
      }
    }
    while (send()) {
      // Until nothing is left, or nobody takes it.
    }
  }

  private void awaitTick() {
    long due = System.nanoTime() + intervalNanos;
    listening = !isUnderWay();
    long left = intervalNanos;
    while (left > 0 && !stopping && !(listening && source.batchWaits().getAsBoolean())) {
      LockSupport.parkNanos(this, left);
      left = due - System.nanoTime();
    }
    listening = false;
  }

  /** Whether there was something and it arrived. */
  private boolean send() {
    Collection<T> batch = next();
    if (batch.isEmpty()) {
      return false;
    }
    CompletableResultCode result = export(batch);
    boolean settled = result.isSuccess() || Refusal.isForGood(result.getFailureThrowable());
    // Else the end has come, and the batch is accounted for.
    if (isStillOurs(settled)) {
      report.ended(result);
      if (settled && !result.isSuccess()) {
        source.giveUp().accept(batch);
      }
    }
    return settled;
  }

  private synchronized Collection<T> next() {
    if (underWay.isEmpty() && !over) {
      underWay = source.take().get();
    }
    return underWay;
  }

  private synchronized boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  private synchronized boolean isStillOurs(boolean settled) {
    boolean ours = !underWay.isEmpty();
    if (settled) {
      underWay = List.of();
    }
    return ours;
  }

  private CompletableResultCode export(Collection<T> batch) {
    try {
      return exporter.apply(batch).join(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (RuntimeException | LinkageError impossible) {
      return CompletableResultCode.ofExceptionalFailure(impossible);
    }
  }

  private synchronized void giveUpAll() {
    over = true;
    Collection<T> left = underWay;
    underWay = List.of();
    while (!left.isEmpty()) {
      source.giveUp().accept(left);
      left = source.take().get();
    }
  }
}
