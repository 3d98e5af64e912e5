package io.duroxide.provider.contract;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.ParentLink;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.InstanceChanges.NewCustomStatus;
import io.duroxide.provider.KeyValueChange;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.Provider;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A turn's commit in the making: of the fetched execution, which goes on unless told otherwise. */
public final class Commit {

  private final Provider provider;
  private final OrchestrationItem item;
  private final List<HistoryEvent> events = new ArrayList<>();
  private final List<ActivityWorkItem> activities = new ArrayList<>();
  private final List<OutgoingMessage> messages = new ArrayList<>();
  private final List<Long> cancelled = new ArrayList<>();
  private final List<KeyValueChange> keyValues = new ArrayList<>();
  private long executionId;
  private String name = "Order";
  private ExecutionStatus status = ExecutionStatus.RUNNING;
  private @Nullable String result;
  private int turns = 1;
  private long startedAt = 77;
  private @Nullable ParentLink parent;
  private @Nullable String runtimeVersion;
  private long historyBytes;
  private @Nullable NewCustomStatus customStatus;
  private List<String> deadLetters = List.of();

  public Commit(Provider provider, OrchestrationItem item) {
    this.provider = provider;
    this.item = item;
    CurrentExecution current = item.current();
    this.executionId = current == null ? 1 : current.executionId();
  }

  public Commit execution(long id) {
    executionId = id;
    return this;
  }

  public Commit name(String newName) {
    name = newName;
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
      activity(id, null, null);
    }
    return this;
  }

  public Commit tagged(String tag, long... scheduledIds) {
    for (long id : scheduledIds) {
      activity(id, tag, null);
    }
    return this;
  }

  public Commit inSession(String session, long... scheduledIds) {
    for (long id : scheduledIds) {
      activity(id, null, session);
    }
    return this;
  }

  public Commit activity(long scheduledId, @Nullable String tag, @Nullable String session) {
    activities.add(
        new ActivityWorkItem(
            item.instance(),
            executionId,
            scheduledId,
            "Pay",
            null,
            name,
            "1.0.0",
            0,
            1,
            null,
            tag,
            session));
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

  public Commit turns(int count) {
    turns = count;
    return this;
  }

  public Commit startedAt(long millis) {
    startedAt = millis;
    return this;
  }

  public Commit parent(ParentLink link) {
    parent = link;
    return this;
  }

  public Commit runtimeVersion(@Nullable String version) {
    runtimeVersion = version;
    return this;
  }

  public Commit historyBytes(long bytes) {
    historyBytes = bytes;
    return this;
  }

  public Commit customStatus(@Nullable String value) {
    customStatus = new NewCustomStatus(value);
    return this;
  }

  public Commit set(String key, String value) {
    return set(key, value, 0);
  }

  public Commit set(String key, String value, long at) {
    keyValues.add(new KeyValueChange.Set(key, value, at));
    return this;
  }

  public Commit remove(String key) {
    keyValues.add(new KeyValueChange.Remove(key));
    return this;
  }

  public Commit clear() {
    keyValues.add(new KeyValueChange.Clear());
    return this;
  }

  public Commit deadLetters(List<String> texts) {
    deadLetters = texts;
    return this;
  }

  public void send() {
    ExecutionState state =
        new ExecutionState(
            name, "1.0.0", status, result, turns, startedAt, parent, runtimeVersion, historyBytes);
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
            new InstanceChanges(customStatus, keyValues),
            deadLetters));
  }
}
