package io.duroxide.runtime.execution;

import io.duroxide.coroutine.Coroutine;
import io.duroxide.coroutine.CoroutineThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The concurrent computations of one execution, run one at a time in the order in which they became
 * ready. Confined to whoever drives the execution.
 */
final class Fibers {

  private final CoroutineThreads threads;
  private final Deque<Fiber> ready = new ArrayDeque<>();
  private final Set<Fiber> alive = new LinkedHashSet<>();
  private @Nullable Fiber current;
  private boolean ended;

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

  /** Runs ready computations until none is left or the execution has ended. */
  void run() {
    for (Fiber fiber = next(); fiber != null; fiber = next()) {
      current = fiber;
      fiber.coroutine.resume();
      current = null;
      if (fiber.coroutine.isDone()) {
        alive.remove(fiber);
      }
    }
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
    return alive.size();
  }

  /** Unwinds one computation that lost its race or was cancelled. */
  void unwind(Fiber fiber) {
    if (fiber == current) {
      // A computation that cancels itself ends at its next call.
      fiber.coroutine.giveUp();
      return;
    }
    alive.remove(fiber);
    ready.remove(fiber);
    Fiber outer = current;
    current = fiber;
    fiber.coroutine.unwind();
    current = outer;
  }

  /** Unwinds everything; the execution leaves memory. */
  void unwindAll() {
    ended = true;
    for (Fiber fiber : List.copyOf(alive)) {
      unwind(fiber);
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
