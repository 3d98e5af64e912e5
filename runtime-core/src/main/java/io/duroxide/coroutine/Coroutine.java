package io.duroxide.coroutine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A body of blocking code that runs only while its resumer is inside {@link #resume()}. Control is
 * handed over and back, so body and resumer never run at the same time and need no locks between
 * them. A body that does not give control back can be left behind by any thread; one that is not
 * needed any more unwinds alone.
 */
public final class Coroutine {

  /** How often code may swallow the unwinding before its thread is given up for lost. */
  private static final int MAX_UNWINDINGS = 100;

  /** How long code on its way out may use a processor before that is held against it. */
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private enum State {
    NEW,
    SUSPENDED,
    RUNNING,
    /** Still running, and its resumer has gone on without it. */
    LEFT,
    DONE,
    LEFT_AND_DONE
  }

  private final CoroutineThreads threads;
  private final Runnable body;

  // Each change of the state publishes everything before it to the thread that goes on.
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private volatile @Nullable Thread thread;
  private volatile @Nullable Thread resumer;
  private volatile boolean unwinding;
  // Confined to the body.
  private int unwindings;
  // Set before the body is resumed for the last time.
  private @Nullable Runnable afterwards;
  private volatile long patientUntil;

  public Coroutine(CoroutineThreads threads, Runnable body) {
    this.threads = threads;
    this.body = body;
  }

  /** Whether the body has ended. */
  public boolean isDone() {
    State now = state.get();
    return now == State.DONE || now == State.LEFT_AND_DONE;
  }

  /** Whether the body was still running when its resumer went on without it. */
  public boolean isLeft() {
    State now = state.get();
    return now == State.LEFT || now == State.LEFT_AND_DONE;
  }

  /** Whether the caller is the body. */
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /**
   * Returns where the body is, the innermost call first; empty if it has not begun or has ended.
   */
  public StackTraceElement[] stack() {
    Thread running = thread;
    return running == null ? new StackTraceElement[0] : running.getStackTrace();
  }

  /** Runs the body until it suspends, ends or is left behind. Called by the resumer. */
  public void resume() {
    resumer = Thread.currentThread();
    if (setRunning()) {
      parkWhile(State.RUNNING);
    }
    resumer = null;
  }

  /**
   * Gives control back until the next resume. Called by the body.
   *
   * @throws CoroutineUnwound if there will be no next resume
   */
  public void suspend() {
    throwIfUnwinding();
    giveBack(State.SUSPENDED);
    parkWhile(State.SUSPENDED);
    throwIfUnwinding();
  }

  /**
   * Ends a body that will not be needed again, by throwing {@link CoroutineUnwound} where it waits,
   * and waits for its end. Called by the resumer.
   */
  public void unwind() {
    unwinding = true;
    if (!state.compareAndSet(State.NEW, State.DONE)) {
      resume();
    }
  }

  /**
   * Ends a suspended body like {@link #unwind}, but returns at once: nothing waits for what the
   * body does on its way out.
   *
   * @param then called by the body's thread when the body has ended
   * @return false if there is nothing to wait for, because the body has not begun, has ended, or
   *     was left behind; {@code then} is not called
   */
  public boolean unwindAlone(Runnable then) {
    unwinding = true;
    if (state.compareAndSet(State.NEW, State.DONE) || state.get() != State.SUSPENDED) {
      return false;
    }
    afterwards = then;
    unattended(PATIENCE_NANOS);
    return setRunning();
  }

  /**
   * Lets the resumer go on without a body that does not give control back. The body ends when it
   * next suspends or asks {@link #throwIfUnwinding}. Called by any thread.
   *
   * @return false if the body is not running
   */
  public boolean leave() {
    if (!state.compareAndSet(State.RUNNING, State.LEFT)) {
      return false;
    }
    unattended(0);
    LockSupport.unpark(resumer);
    return true;
  }

  /**
   * Notes that nothing waits for this body any more.
   *
   * @param patienceNanos how long it may run before it counts as busy
   */
  public void unattended(long patienceNanos) {
    patientUntil = System.nanoTime() + patienceNanos;
    threads.unattended(this);
    if (isDone()) {
      threads.ended(this);
    }
  }

  /** Whether the body is using a processor although nothing has waited for it for a while. */
  public boolean isBusy() {
    Thread running = thread;
    return running != null
        && running.getState() == Thread.State.RUNNABLE
        && System.nanoTime() - patientUntil >= 0;
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
    if (unwinding || isLeft()) {
      if (unwindings++ > MAX_UNWINDINGS) {
        // Code that catches everything for ever cannot be ended; it must at least not burn a
        // processor.
        end();
        threads.unattended(this);
        parkForEver();
      }
      throw new CoroutineUnwound();
    }
  }

  private boolean setRunning() {
    if (state.compareAndSet(State.SUSPENDED, State.RUNNING)) {
      LockSupport.unpark(thread);
      return true;
    }
    if (!state.compareAndSet(State.NEW, State.RUNNING)) {
      return false;
    }
    try {
      threads.start(this::runBody);
    } catch (RuntimeException | Error e) {
      // Without a thread the body has not begun.
      state.set(State.NEW);
      throw e;
    }
    return true;
  }

  private void runBody() {
    thread = Thread.currentThread();
    try {
      // One that got its processor after it was left has nothing to begin.
      throwIfUnwinding();
      body.run();
    } catch (CoroutineUnwound expected) {
      // The wanted end of a body that was given up.
    } finally {
      thread = null;
      end();
    }
  }

  private void end() {
    Runnable then = afterwards;
    if (!giveBack(State.DONE)) {
      state.set(State.LEFT_AND_DONE);
    }
    threads.ended(this);
    if (then != null) {
      then.run();
    }
  }

  /** Returns false if the resumer has gone on without the body. */
  private boolean giveBack(State next) {
    Thread waiting = resumer;
    if (!state.compareAndSet(State.RUNNING, next)) {
      return false;
    }
    LockSupport.unpark(waiting);
    return true;
  }

  private void parkWhile(State unchanged) {
    boolean interrupted = false;
    while (state.get() == unchanged) {
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
    while (true) {
      LockSupport.park(this);
      boolean ignored = Thread.interrupted();
    }
  }
}
