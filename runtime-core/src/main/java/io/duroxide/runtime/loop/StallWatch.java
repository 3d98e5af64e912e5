package io.duroxide.runtime.loop;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks at the slots of a node from outside, so that work that does not end is seen, and turns that
 * wait for code that does not come back are ended. Works on the {@link Upkeep}'s thread.
 * Thread-safe.
 */
public final class StallWatch implements AutoCloseable {

  /** Looks per limit: what happens at a limit happens late by at most this fraction of it. */
  private static final int LOOKS_PER_LIMIT = 10;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);

  private final StallOptions options;
  private final Set<Hold> turns = ConcurrentHashMap.newKeySet();
  private final Set<Hold> attempts = ConcurrentHashMap.newKeySet();

  /** Work that holds a slot. Not called again once its {@link Hold} is closed. */
  public interface Work {

    /**
     * Does what is due after this time.
     *
     * @return whether the slot is stalled
     */
    boolean look(Duration held);

    /** Lets the slot go on without the code it waits for, if it waits for code. */
    void leaveCode();
  }

  public StallWatch(StallOptions options, Upkeep upkeep) {
    this.options = options;
    upkeep.every(
        pause(options),
        () -> {
          StalledSlots unused = check();
        });
  }

  /** Returns the limits that are watched. */
  public StallOptions options() {
    return options;
  }

  /** A turn holds the calling slot until the result is closed. */
  public Hold turn(Work work) {
    return new Hold(work, turns);
  }

  /**
   * An attempt of an activity holds the calling slot until the result is closed. It may take as
   * long as its own time limit allows.
   *
   * @param limit its own time limit; zero if it has none
   */
  public Hold attempt(Duration limit) {
    return new Hold(new Attempt(limit), attempts);
  }

  /** Looks at every slot that is held. */
  public StalledSlots check() {
    return new StalledSlots(look(turns), look(attempts));
  }

  /** Lets every turn go on without the code it waits for. */
  public void leaveCode() {
    turns.forEach(Hold::leaveCode);
  }

  /** The node ends: whatever is held still is left, and no slot is stalled any more. */
  @Override
  public void close() {
    leaveCode();
    turns.clear();
    attempts.clear();
    StalledSlots unused = check();
  }

  private static int look(Set<Hold> holds) {
    int stalled = 0;
    for (Hold hold : holds) {
      stalled += hold.look() ? 1 : 0;
    }
    return stalled;
  }

  private static Duration pause(StallOptions options) {
    Duration shortest =
        options.stallLimit().compareTo(options.turnTimeout()) < 0
            ? options.stallLimit()
            : options.turnTimeout();
    Duration pause = shortest.dividedBy(LOOKS_PER_LIMIT);
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** An attempt is stalled once it is beyond both limits; what ends it is its handler call. */
  private final class Attempt implements Work {
    private final Duration limit;

    Attempt(Duration limit) {
      this.limit = limit;
    }

    @Override
    public boolean look(Duration held) {
      return options.isStalled(held) && held.compareTo(limit) > 0;
    }

    @Override
    public void leaveCode() {
      // Interrupting handlers is left to the dispatcher of activities.
    }
  }

  /** A slot that is held. */
  public static final class Hold implements AutoCloseable {
    private final Work work;
    private final Set<Hold> holds;
    private final long since = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock: what is done to this work must not reach the slot's next one.
    private boolean ended;

    private Hold(Work work, Set<Hold> holds) {
      this.work = work;
      this.holds = holds;
      holds.add(this);
    }

    private boolean look() {
      lock.lock();
      try {
        return !ended && work.look(Duration.ofNanos(System.nanoTime() - since));
      } finally {
        lock.unlock();
      }
    }

    private void leaveCode() {
      lock.lock();
      try {
        if (!ended) {
          work.leaveCode();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      holds.remove(this);
      lock.lock();
      try {
        ended = true;
      } finally {
        lock.unlock();
      }
    }
  }
}
