package io.duroxide.runtime.simulation;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.EventRaised;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.EventSubscriptionCancelled;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.TurnCommit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the outside knows to have reached the store. */
final class Ledger {

  /** An open wait for an event. */
  record Subscription(String instance, String event) {}

  private record Place(String instance, long executionId, long eventId) {}

  private final Set<String> started = new TreeSet<>();
  private final Set<String> cancelled = new TreeSet<>();
  private final Map<String, @Nullable String> parents = new TreeMap<>();
  private final Map<Place, String> waits = new LinkedHashMap<>();

  void turnBegins(OrchestrationItem item, List<String> violations) {
    if (item.messages().isEmpty()) {
      violations.add("a turn of %s without a message".formatted(item.instance()));
    }
  }

  void started(StartOrchestration start) {
    started.add(start.instance());
  }

  void sent(OrchestratorMessage message) {
    if (message instanceof CancelInstance cancel) {
      cancelled.add(cancel.instance());
    }
  }

  void committed(TurnCommit commit) {
    TurnCommit.ExecutionState state = commit.state();
    if (state == null) {
      return;
    }
    parents.put(commit.instance(), state.parent() == null ? null : state.parent().instance());
    commit.events().forEach(event -> wrote(commit, event));
    if (state.status() != io.duroxide.provider.ExecutionStatus.RUNNING) {
      waits.keySet().removeIf(place -> place.instance().equals(commit.instance()));
    }
  }

  private void wrote(TurnCommit commit, HistoryEvent event) {
    if (event instanceof EventSubscribed wait) {
      waits.put(new Place(commit.instance(), commit.executionId(), event.id()), wait.name());
    } else if (event instanceof EventSubscriptionCancelled end) {
      waits.remove(new Place(commit.instance(), commit.executionId(), end.scheduledId()));
    } else if (event instanceof EventRaised raised) {
      // Names are unique within an instance, so there is at most one.
      waits
          .entrySet()
          .removeIf(
              wait ->
                  wait.getKey().instance().equals(commit.instance())
                      && wait.getValue().equals(raised.name()));
    }
  }

  /** Whether a client's start of it reached the store. */
  boolean wasStarted(String instance) {
    return started.contains(instance);
  }

  /** Whether a client asked for its cancellation. */
  boolean wasCancelled(String instance) {
    return cancelled.contains(instance);
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

  /** Waits for events, the oldest first. */
  List<Subscription> subscriptions() {
    List<Subscription> open = new ArrayList<>();
    waits.forEach((place, event) -> open.add(new Subscription(place.instance(), event)));
    return open;
  }
}
