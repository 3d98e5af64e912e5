package io.duroxide.runtime.simulation;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.HistoryEvent.QueueMessageArrived;
import io.duroxide.history.HistoryEvent.QueueSubscribed;
import io.duroxide.history.HistoryEvent.QueueSubscriptionCancelled;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.QueueMessage;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.TurnCommit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the outside knows to have reached the store. */
final class Ledger {

  /** An open wait of an instance for a message from outside. */
  record Wait(String instance, long executionId, long eventId, String name, boolean isQueue) {}

  private final Set<String> started = new TreeSet<>();
  private final Set<String> cancelled = new TreeSet<>();
  private final Set<String> suspended = new TreeSet<>();
  private final Map<String, List<QueueMessage>> sent = new TreeMap<>();
  private final Map<String, @Nullable String> parents = new TreeMap<>();
  private final Set<Wait> waits = new LinkedHashSet<>();
  private int count;

  void started(StartOrchestration start) {
    started.add(start.instance());
  }

  void suspended(String instance, boolean isSuspended) {
    if (isSuspended) {
      suspended.add(instance);
    } else {
      suspended.remove(instance);
    }
  }

  void sent(OrchestratorMessage message) {
    count++;
    if (message instanceof CancelInstance cancel) {
      cancelled.add(cancel.instance());
      suspended.remove(cancel.instance());
    } else if (message instanceof QueueMessageSent queued) {
      sent.computeIfAbsent(queued.instance(), instance -> new ArrayList<>())
          .add(new QueueMessage(queued.name(), queued.data()));
    }
  }

  void committed(TurnCommit commit) {
    commit.messages().stream()
        .filter(sent -> sent.message() instanceof CancelInstance)
        .forEach(sent -> suspended.remove(sent.message().instance()));
    TurnCommit.ExecutionState state = commit.state();
    if (state == null) {
      return;
    }
    parents.put(commit.instance(), state.parent() == null ? null : state.parent().instance());
    commit.events().forEach(event -> wrote(commit.instance(), commit.executionId(), event));
    if (state.status() != ExecutionStatus.RUNNING) {
      waits.removeIf(wait -> wait.instance().equals(commit.instance()));
    }
    if (state.status().endsInstance()) {
      suspended.remove(commit.instance());
    }
  }

  private void wrote(String instance, long executionId, HistoryEvent event) {
    if (event instanceof EventSubscribed wait) {
      waits.add(new Wait(instance, executionId, wait.id(), wait.name(), false));
    } else if (event instanceof QueueSubscribed wait) {
      waits.add(new Wait(instance, executionId, wait.id(), wait.name(), true));
    } else if (event instanceof EventSubscriptionCancelled end) {
      endFirst(instance, wait -> wait.eventId() == end.scheduledId());
    } else if (event instanceof QueueSubscriptionCancelled end) {
      endFirst(instance, wait -> wait.eventId() == end.scheduledId());
    } else if (event instanceof EventRaised raised) {
      endFirst(instance, wait -> !wait.isQueue() && wait.name().equals(raised.name()));
    } else if (event instanceof QueueMessageArrived message) {
      endFirst(instance, wait -> wait.isQueue() && wait.name().equals(message.name()));
    }
  }

  private void endFirst(String instance, Predicate<Wait> which) {
    waits.stream()
        .filter(wait -> wait.instance().equals(instance))
        .filter(which)
        .findFirst()
        .ifPresent(waits::remove);
  }

  /** How many messages of clients reached the store. */
  int sent() {
    return count;
  }

  /** Whether a client's start of it reached the store. */
  boolean wasStarted(String instance) {
    return started.contains(instance);
  }

  /** Whether a client asked for its cancellation. */
  boolean wasCancelled(String instance) {
    return cancelled.contains(instance);
  }

  boolean isSuspended(String instance) {
    return suspended.contains(instance);
  }

  List<String> suspended() {
    return List.copyOf(suspended);
  }

  /** The messages of an instance's queues, in the order in which they reached the store. */
  List<QueueMessage> sentTo(String instance) {
    return sent.getOrDefault(instance, List.of());
  }

  /** All instances with a committed turn. */
  List<String> instances() {
    return List.copyOf(parents.keySet());
  }

  /** Those of them nobody waits for. */
  List<String> roots() {
    return parents.entrySet().stream()
        .filter(entry -> entry.getValue() == null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Waits that may be open, the oldest first. */
  List<Wait> waits() {
    return List.copyOf(waits);
  }
}
