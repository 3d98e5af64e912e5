package io.duroxide.coroutine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A body of blocking code that runs only while somebody is inside {@link #resume()}. Control is
 * handed over and back, so body and resumer never run at the same time and need no locks between
 * them.
 */
public final class Coroutine {

  /** How often code may swallow the unwinding before its thread is given up for lost. */
  private static final int MAX_UNWINDINGS = 100;

  private final CoroutineThreads threads;
  private final Runnable body;

  // Handed over between the two threads; each write of `running` publishes everything before it.
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Thread resumer;
  private boolean started;
  private boolean done;
  private boolean unwinding;
  private int unwindings;

  public Coroutine(CoroutineThreads threads, Runnable body) {
    this.threads = threads;
    this.body = body;
  }

  /** Whether the body has ended. */
  public boolean isDone() {
    return done;
  }

  /** Whether the caller is the body. */
  public boolean isCurrent() {
    return running && Thread.currentThread() == thread;
  }

  /** Runs the body until it suspends or ends. Called by the resumer. */
  public void resume() {
    if (done) {
      return;
    }
    resumer = Thread.currentThread();
    running = true;
    if (started) {
      LockSupport.unpark(thread);
    } else {
      started = true;
      threads.start(this::runBody);
    }
    parkWhile(true);
    resumer = null;
  }

  /**
   * Gives control back until the next resume. Called by the body.
   *
   * @throws CoroutineUnwound if there will be no next resume
   */
  public void suspend() {
    throwIfUnwinding();
    giveBack();
    parkWhile(false);
    throwIfUnwinding();
  }

  /**
   * Ends a body that will not be needed again, by throwing {@link CoroutineUnwound} where it waits.
   */
  public void unwind() {
    unwinding = true;
    if (started) {
      resume();
    } else {
      done = true;
    }
  }

  /** Makes the body end at its next suspension. Called by the body itself. */
  public void giveUp() {
    unwinding = true;
  }

  /**
   * Called by the body before it does anything that the outside could see.
   *
   * @throws CoroutineUnwound if the body has been given up
   */
  public void throwIfUnwinding() {
    if (unwinding) {
      if (unwindings++ > MAX_UNWINDINGS) {
        // Code that catches everything for ever cannot be ended; it must at least not burn a
        // processor.
        giveBack();
        parkForEver();
      }
      throw new CoroutineUnwound();
    }
  }

  private void runBody() {
    thread = Thread.currentThread();
    try {
      body.run();
    } catch (CoroutineUnwound expected) {
      // The wanted end of a body that was given up.
    } finally {
      done = true;
      thread = null;
      giveBack();
    }
  }

  private void giveBack() {
    Thread waiting = resumer;
    running = false;
    LockSupport.unpark(waiting);
  }

  private void parkWhile(boolean state) {
    boolean interrupted = false;
    while (running == state) {
      LockSupport.park(this);
      // An interrupt would turn every further park into a spin; it is kept for the code that runs
      // next.
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void parkForEver() {
    done = true;
    while (true) {
      LockSupport.park(this);
      boolean ignored = Thread.interrupted();
    }
  }
}
