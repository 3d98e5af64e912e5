package io.duroxide.replay;

import io.duroxide.history.HistoryEvent;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which operations of an execution are open, and which ids were some once. */
final class ScheduleLedger {

  /** Ids only grow, so the order of insertion is that of history. */
  private final Map<Long, Operation> open = new LinkedHashMap<>();

  private final BitSet closed = new BitSet();

  void open(Operation operation) {
    open.put(operation.id(), operation);
  }

  void close(Operation operation) {
    open.remove(operation.id());
    closed.set(Math.toIntExact(operation.id()));
  }

  /** The open operation of this scheduling event, or null. */
  @Nullable Operation find(long scheduledId) {
    return open.get(scheduledId);
  }

  /**
   * The open operation that a completion or note is about.
   *
   * @throws NondeterminismException if there is none of this kind
   */
  Operation require(HistoryEvent event, long scheduledId, Class<? extends Action> kind) {
    Operation operation = open.get(scheduledId);
    if (operation == null || !kind.isInstance(operation.action())) {
      throw new NondeterminismException(
          event.id(),
          Descriptions.of(event) + " of operation " + scheduledId,
          operation == null
              ? "no such operation open"
              : Descriptions.of(operation.action()) + " there");
    }
    return operation;
  }

  boolean isOpen(Operation operation) {
    return open.get(operation.id()) == operation;
  }

  Iterable<Operation> allOpen() {
    return open.values();
  }

  void forgetAfter(long eventId) {
    open.keySet().removeIf(id -> id > eventId);
  }

  boolean wasClosed(long scheduledId) {
    return scheduledId > 0
        && scheduledId <= Integer.MAX_VALUE
        && closed.get(Math.toIntExact(scheduledId));
  }
}
