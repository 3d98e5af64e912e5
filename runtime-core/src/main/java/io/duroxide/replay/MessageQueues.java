package io.duroxide.replay;

import io.duroxide.history.QueueMessage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event queues of an execution: the waits, or else the messages nobody has taken. */
final class MessageQueues {

  private final WaitingLines waits = new WaitingLines();
  private final Map<String, Deque<Unclaimed>> unclaimed = new HashMap<>();
  private long arrivals;

  private record Unclaimed(long order, QueueMessage message) {}

  /** The wait that takes the next message, or null if nobody waits. */
  @Nullable Operation nextWait(String queue) {
    return waits.next(queue);
  }

  void keep(QueueMessage message) {
    unclaimed
        .computeIfAbsent(message.queue(), queue -> new ArrayDeque<>())
        .add(new Unclaimed(arrivals++, message));
  }

  /** The message for a wait that begins now, or null if there is none yet. */
  @Nullable QueueMessage takeMessage(String queue) {
    Deque<Unclaimed> messages = unclaimed.get(queue);
    if (messages == null) {
      return null;
    }
    QueueMessage first = messages.remove().message();
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

  /** What nobody has taken, in the order of arrival over all queues. */
  List<QueueMessage> unclaimed() {
    return unclaimed.values().stream()
        .flatMap(Deque::stream)
        .sorted(Comparator.comparingLong(Unclaimed::order))
        .map(Unclaimed::message)
        .toList();
  }
}
