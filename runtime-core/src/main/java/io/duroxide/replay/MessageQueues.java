package io.duroxide.replay;

import io.duroxide.history.QueueMessage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The event queues of an execution: the waits, or else the messages that nothing has taken. A
 * message that has answered a wait is taken when code reads it; until then it may come back.
 */
final class MessageQueues {

  private final WaitingLines waits = new WaitingLines();

  /** By queue, and there in the order of arrival. */
  private final Map<String, TreeMap<Long, Arrival>> unclaimed = new HashMap<>();

  private final Map<Operation, Arrival> unread = new LinkedHashMap<>();
  private long arrivals;

  /** A message and its place in the order of arrival over all queues. */
  record Arrival(long order, QueueMessage message) {}

  /** Returns a message with its place behind all others. */
  Arrival arrived(QueueMessage message) {
    return new Arrival(arrivals++, message);
  }

  /** Returns the wait that takes the next message, or null if there is none. */
  @Nullable Operation nextWait(String queue) {
    return waits.next(queue);
  }

  /** Keeps a message that no wait takes, or not any more. */
  void keep(Arrival arrival) {
    unclaimed
        .computeIfAbsent(arrival.message().queue(), queue -> new TreeMap<>())
        .put(arrival.order(), arrival);
  }

  /** Returns the message for a wait that begins now, or null if there is none yet. */
  @Nullable Arrival takeMessage(String queue) {
    TreeMap<Long, Arrival> messages = unclaimed.get(queue);
    if (messages == null) {
      return null;
    }
    Arrival first = messages.pollFirstEntry().getValue();
    if (messages.isEmpty()) {
      unclaimed.remove(queue);
    }
    return first;
  }

  void addWait(String queue, Operation wait) {
    waits.add(queue, wait);
  }

  void removeWait(String queue, Operation wait) {
    waits.remove(queue, wait);
  }

  /** Takes note that a message answered a wait and has not been read. */
  void answered(Operation wait, Arrival arrival) {
    unread.put(wait, arrival);
  }

  /** Takes note that code has read the answer of a wait. */
  void read(Operation wait) {
    unread.remove(wait);
  }

  /** Returns the message that answered a wait that is given up, or null if it was read. */
  @Nullable Arrival takeBack(Operation wait) {
    return unread.remove(wait);
  }

  /** Returns what nothing has taken, in the order of arrival over all queues. */
  List<QueueMessage> unclaimed() {
    return Stream.concat(
            unclaimed.values().stream().flatMap(messages -> messages.values().stream()),
            unread.values().stream())
        .sorted(Comparator.comparingLong(Arrival::order))
        .map(Arrival::message)
        .toList();
  }
}
