package io.duroxide.telemetry.traces;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From an instance up to the root that its trace is named after. What the application's threads
 * have seen is remembered, the rest is asked of the store, which only threads of the export may do.
 * Nothing can be read out of an id: applications choose them.
 */
public final class RootInstances {

  static final int MAX_REMEMBERED = 10_000;

  /** A store that does not answer is not asked for each span. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Deeper than any application nests; whatever a broken store says, a walk ends. */
  private static final int MAX_DEPTH = 1_000;

  private final @Nullable ParentsInStore store;
  private final LongSupplier clock;
  private final Map<String, String> parents = new Remembered();

  /** Those who may ask a store take turns, and nobody else waits for it. */
  private final Object asking = new Object();

  // Guarded by asking.
  private long failedAt;
  private boolean failed;

  /**
   * @param store null if nobody can be asked
   * @param clock nanoseconds that only go on
   */
  RootInstances(@Nullable ParentsInStore store, LongSupplier clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Where no traces are exported nobody needs to ask a store. */
  public static RootInstances ofThisProcess() {
    return new RootInstances(null, System::nanoTime);
  }

  /** The least recently used is forgotten. */
  private static final class Remembered extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;

    Remembered() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MAX_REMEMBERED;
    }
  }

  /** How far up is known without asking. */
  private record Way(String top, boolean toTheRoot) {}

  /**
   * @param parent null for a root
   */
  public synchronized void learned(String instance, @Nullable String parent) {
    parents.put(instance, parent == null ? ParentsInStore.NONE : parent);
  }

  /** The root, or null if the store would have to be asked. Never blocks for long. */
  public @Nullable String known(String instance) {
    Way way = wayUp(instance);
    return way.toTheRoot() ? way.top() : null;
  }

  /**
   * The root. An ancestor that is in no store any more is taken for it.
   *
   * @param patient whether null is an answer, if the store has none now; else the nearest known
   *     ancestor is the root
   */
  public @Nullable String find(String instance, boolean patient) {
    synchronized (asking) {
      return walkUp(instance, patient);
    }
  }

  private @Nullable String walkUp(String instance, boolean patient) {
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Way way = wayUp(instance);
      if (way.toTheRoot()) {
        return way.top();
      }
      String parent = ask(way.top());
      if (parent == null) {
        boolean deleted = !failed && !way.top().equals(instance);
        return deleted || !patient ? way.top() : null;
      }
      learned(way.top(), parent);
    }
    return instance;
  }

  /** Null if nobody knows it, or nobody answers. */
  private @Nullable String ask(String instance) {
    if (store == null || (failed && clock.getAsLong() - failedAt < PAUSE_NANOS)) {
      failed = true;
      return null;
    }
    try {
      failed = false;
      return store.parentOf(instance);
    } catch (Throwable noAnswer) {
      failed = true;
      failedAt = clock.getAsLong();
      return null;
    }
  }

  private synchronized Way wayUp(String instance) {
    String top = instance;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      String parent = parents.get(top);
      if (parent == null || parent.equals(ParentsInStore.NONE)) {
        return new Way(top, parent != null);
      }
      top = parent;
    }
    return new Way(instance, true);
  }
}
