package io.duroxide.telemetry.logs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which thread works on what. Code of a turn runs on other threads than the turn, and goes on in
 * later turns: so its threads know only what they carry, and that has a scope only while somebody
 * waits for it. Thread-safe.
 */
final class LogScopes {

  @SuppressWarnings("ThreadLocalUsage") // one per process
  private final ThreadLocal<@Nullable Place> places = new ThreadLocal<>();

  /** By identity: what carries code has no equality of its own. */
  private final Map<Object, Scope> byCarrier = new ConcurrentHashMap<>();

  /** The place of a thread that runs {@code carrier}. */
  record Carried(Object carrier) implements Place {}

  /** What the calling thread works on. */
  @Nullable Scope current() {
    Place place = places.get();
    if (place instanceof Carried carried) {
      return byCarrier.get(carried.carrier);
    }
    return (Scope) place;
  }

  /** Returns the place before, for {@link #restore}. */
  @Nullable Place begin(Scope scope) {
    return move(scope);
  }

  /** The calling thread writes about the end of what it works on. */
  @Nullable Place beginEnd(LogContext.Lifecycle end) {
    Scope scope = current();
    return move(scope == null ? null : scope.ending(end));
  }

  /** A thread without a turn has none to learn about. */
  void refine(Scope.Execution known) {
    if (places.get() instanceof Scope scope) {
      places.set(scope.about(known));
    }
  }

  void restore(@Nullable Place before) {
    if (before == null) {
      places.remove();
    } else {
      places.set(before);
    }
  }

  void handOver(Object carrier) {
    Scope scope = current();
    if (scope != null) {
      byCarrier.put(carrier, scope);
    }
  }

  void takeBack(Object carrier) {
    byCarrier.remove(carrier);
  }

  @Nullable Place enter(Object carrier) {
    return move(new Carried(carrier));
  }

  @Nullable Place adopt(Object carrier) {
    return move(byCarrier.remove(carrier));
  }

  /** How many carriers have a scope now. */
  int carriers() {
    return byCarrier.size();
  }

  private @Nullable Place move(@Nullable Place place) {
    Place before = places.get();
    restore(place);
    return before;
  }
}
