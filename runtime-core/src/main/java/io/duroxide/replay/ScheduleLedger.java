package io.duroxide.replay;

import io.duroxide.history.EventKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which operations of an execution are open, and what every earlier one was. */
final class ScheduleLedger {

  private final Map<Long, Operation> open = new TreeMap<>();
  private final Map<Long, EventKind> closed = new HashMap<>();
  private final Map<String, Deque<Operation>> subscriptions = new HashMap<>();

  void opened(Operation operation, EventKind kind) {
    if (kind == EventKind.DETACHED_STARTED || kind == EventKind.SYSTEM_CALL_RECORDED) {
      closed.put(operation.id(), kind);
      return;
    }
    open.put(operation.id(), operation);
    if (operation.action() instanceof Action.AwaitEvent wait) {
      subscriptions.computeIfAbsent(wait.name(), name -> new ArrayDeque<>()).add(operation);
    }
  }

  /** The open operation of this scheduling event, or null. */
  @Nullable Operation open(long scheduledId) {
    return open.get(scheduledId);
  }

  Iterable<Operation> allOpen() {
    return open.values();
  }

  void close(Operation operation, EventKind kind) {
    open.remove(operation.id());
    closed.put(operation.id(), kind);
  }

  boolean wasClosed(long scheduledId) {
    return closed.containsKey(scheduledId);
  }

  /**
   * The subscription that takes the next event of this name, removed from the waiting ones; null if
   * nobody waits.
   */
  @Nullable Operation takeSubscription(String name) {
    Deque<Operation> waiting = subscriptions.get(name);
    Operation next = waiting == null ? null : waiting.poll();
    // An abandoned wait leaves its place in the line to the next one.
    while (next != null && waiting != null && next.state() != Operation.State.OPEN) {
      next = waiting.poll();
    }
    return next;
  }
}
