package io.duroxide.provider.contract;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A turn's commit in the making. */
public final class Commit {

  private final Provider provider;
  private final OrchestrationItem item;
  private final List<HistoryEvent> events = new ArrayList<>();
  private final List<ActivityWorkItem> activities = new ArrayList<>();
  private final List<OutgoingMessage> messages = new ArrayList<>();
  private final List<Long> cancelled = new ArrayList<>();
  private long executionId;
  private ExecutionStatus status;
  private @Nullable String result;

  Commit(Provider provider, OrchestrationItem item, long executionId, ExecutionStatus status) {
    this.provider = provider;
    this.item = item;
    this.executionId = executionId;
    this.status = status;
  }

  public Commit execution(long id) {
    executionId = id;
    return this;
  }

  public Commit events(long... ids) {
    for (long id : ids) {
      events.add(new HistoryEvent.EventSubscribed(id, 1_000 + id, "event-" + id));
    }
    return this;
  }

  public Commit activities(long... scheduledIds) {
    for (long id : scheduledIds) {
      activities.add(
          new ActivityWorkItem(
              item.instance(),
              executionId,
              id,
              "Pay",
              null,
              "Order",
              "1.0.0",
              0,
              1,
              null,
              null,
              null));
    }
    return this;
  }

  public Commit message(OrchestratorMessage message) {
    return message(message, null);
  }

  public Commit message(OrchestratorMessage message, @Nullable Long visibleAt) {
    messages.add(new OutgoingMessage(message, visibleAt));
    return this;
  }

  public Commit cancel(long... scheduledIds) {
    for (long id : scheduledIds) {
      cancelled.add(id);
    }
    return this;
  }

  public Commit status(ExecutionStatus newStatus, @Nullable String newResult) {
    status = newStatus;
    result = newResult;
    return this;
  }

  public void send() {
    ExecutionState state =
        new ExecutionState("Order", "1.0.0", status, result, 1, 77, null, null, 0);
    provider.ackOrchestrationItem(
        new TurnCommit(
            item.lockToken(),
            item.instance(),
            executionId,
            events,
            state,
            activities,
            messages,
            cancelled,
            InstanceChanges.NONE,
            List.of()));
  }
}
