package io.duroxide.runtime.execution;

import static java.util.Objects.requireNonNull;

import io.duroxide.coroutine.Coroutine;
import io.duroxide.coroutine.CoroutineThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The concurrent computations of one execution, run one at a time in the order in which they became
 * ready. Confined to the turn that drives the execution, except {@link #codeNanos}, {@link #where}
 * and {@link #leave}.
 *
 * <p>An execution departs when it leaves memory, or when its code does not give control back: then
 * its computations end on their own threads, at their next call, and nothing waits for them.
 */
final class Fibers {

  private final CoroutineThreads threads;
  private final Deque<Fiber> ready = new ArrayDeque<>();
  // Locked, because code that was just left behind may begin one more.
  private final Set<Fiber> alive = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile boolean ended;

  /** The computation that runs, the innermost if it unwinds another one. */
  private volatile @Nullable Fiber current;

  /** The computation that the driver waits for, and since when. */
  private volatile @Nullable Fiber driven;

  private volatile long drivenSince;
  private volatile long nanosBefore;

  /** Where the code was when it was left behind. */
  private volatile @Nullable CodeBlockedException leftAt;

  /** What was alive when the execution departed; null before. */
  private volatile @Nullable List<Fiber> departed;

  Fibers(CoroutineThreads threads) {
    this.threads = threads;
  }

  /** Begins the orchestration function. */
  void spawnMain(Runnable body) {
    // The whole execution ends with it, so there is no need to know what it holds.
    begin(new Fiber(new Coroutine(threads, body), null));
  }

  /** Begins a computation; it runs when those that became ready before it have had their turn. */
  Fiber spawn(Runnable body) {
    return begin(new Fiber(new Coroutine(threads, body), new ArrayList<>()));
  }

  private Fiber begin(Fiber fiber) {
    alive.add(fiber);
    ready.add(fiber);
    return fiber;
  }

  /**
   * Runs ready computations until none is left or the execution has ended.
   *
   * @throws CodeBlockedException if one was left behind
   */
  void run() {
    for (Fiber fiber = next(); fiber != null; fiber = next()) {
      drive(fiber, fiber.coroutine::resume);
      if (fiber.coroutine.isDone()) {
        alive.remove(fiber);
      }
    }
  }

  private void drive(Fiber fiber, Runnable step) {
    Fiber outer = current;
    current = fiber;
    try {
      if (outer == null) {
        stepAsDriver(fiber, step);
      } else {
        step.run();
        if (outer.coroutine.isLeft()) {
          outer.coroutine.throwIfUnwinding();
        }
      }
    } finally {
      current = outer;
    }
  }

  private void stepAsDriver(Fiber fiber, Runnable step) {
    long before = nanosBefore;
    drivenSince = System.nanoTime();
    driven = fiber;
    try {
      step.run();
    } finally {
      // In this order, so that a look from outside never sees this step's time twice.
      driven = null;
      nanosBefore = before + System.nanoTime() - drivenSince;
    }
    if (fiber.coroutine.isLeft()) {
      ended = true;
      departed = List.of(alive.toArray(new Fiber[0]));
      throw requireNonNull(leftAt);
    }
  }

  /** Returns how long the driver has waited for code so far. */
  long codeNanos() {
    long before = nanosBefore;
    return driven == null ? before : before + System.nanoTime() - drivenSince;
  }

  /** Returns where the code is now, or null if none runs. */
  @Nullable CodeBlockedException where() {
    Fiber running = current;
    return running == null ? null : new CodeBlockedException(running.coroutine);
  }

  /**
   * Lets the driver go on without the code that runs: it gets a {@link CodeBlockedException}.
   *
   * @return false if none runs
   */
  boolean leave() {
    Fiber awaited = driven;
    Fiber running = current;
    if (awaited == null || running == null) {
      return false;
    }
    leftAt = new CodeBlockedException(running.coroutine);
    if (!awaited.coroutine.leave()) {
      return false;
    }
    if (running != awaited) {
      running.coroutine.unattended(0);
    }
    return true;
  }

  private @Nullable Fiber next() {
    return ended ? null : ready.poll();
  }

  /**
   * The computation that is calling.
   *
   * @throws IllegalStateException on any other thread
   */
  Fiber current() {
    endIfDeparted();
    Fiber fiber = current;
    if (fiber == null || !fiber.coroutine.isCurrent()) {
      throw new IllegalStateException(
          "an OrchestrationContext and its futures may be used only by the orchestration's own code, but thread '"
              + Thread.currentThread().getName()
              + "' called; move work of other threads into an activity");
    }
    fiber.coroutine.throwIfUnwinding();
    if (ended) {
      stop(fiber);
    }
    return fiber;
  }

  private void endIfDeparted() {
    List<Fiber> all = departed;
    if (all != null) {
      for (Fiber fiber : all) {
        if (fiber.coroutine.isCurrent()) {
          fiber.coroutine.throwIfUnwinding();
        }
      }
    }
  }

  private static void stop(Fiber fiber) {
    while (true) {
      fiber.coroutine.suspend();
    }
  }

  /** Suspends the calling computation until {@code future} is done. */
  void awaitDone(EngineFuture<?> future) {
    Fiber caller = current();
    future.whenDone(() -> ready.add(caller));
    while (!future.isDone()) {
      caller.coroutine.suspend();
    }
  }

  /** Suspends the calling computation for ever: the execution's end is decided. */
  void endHere() {
    Fiber caller = current();
    ended = true;
    stop(caller);
  }

  /** Lets no computation go on, neither at its next call nor when it is resumed. */
  void markEnded() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** How many coroutines are alive: what this execution costs in threads. */
  int count() {
    List<Fiber> all = departed;
    return all == null
        ? alive.size()
        : (int) all.stream().filter(fiber -> !fiber.coroutine.isDone()).count();
  }

  /** Unwinds one computation that lost its race or was cancelled; what it does is of this turn. */
  void unwind(Fiber fiber) {
    if (hasDeparted()) {
      return;
    }
    if (fiber == current) {
      // A computation that cancels itself ends at its next call.
      fiber.coroutine.giveUp();
      return;
    }
    ready.remove(fiber);
    drive(fiber, fiber.coroutine::unwind);
    alive.remove(fiber);
  }

  /** Whether nothing drives this execution any more. */
  boolean hasDeparted() {
    return departed != null;
  }

  /**
   * Unwinds everything, one computation after the other, on their own threads: the execution leaves
   * memory, and code that is slow to do so holds nobody up.
   */
  void depart() {
    ended = true;
    List<Fiber> all = List.of(alive.toArray(new Fiber[0]));
    departed = all;
    unwindNext(all.iterator());
  }

  private static void unwindNext(Iterator<Fiber> rest) {
    boolean waits = false;
    while (!waits && rest.hasNext()) {
      waits = rest.next().coroutine.unwindAlone(() -> unwindNext(rest));
    }
  }

  /** One computation, and the handles that end with it if it is cancelled. */
  static final class Fiber {
    private final Coroutine coroutine;
    private final @Nullable List<EngineFuture<?>> owned;

    private Fiber(Coroutine coroutine, @Nullable List<EngineFuture<?>> owned) {
      this.coroutine = coroutine;
      this.owned = owned;
    }

    void own(EngineFuture<?> future) {
      if (owned != null) {
        owned.add(future);
      }
    }

    void cancelOwned() {
      if (owned != null) {
        owned.forEach(EngineFuture::abandon);
      }
    }
  }
}
