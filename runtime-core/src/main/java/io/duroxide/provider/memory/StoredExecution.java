package io.duroxide.provider.memory;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryEvent;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.TurnCommit.ExecutionState;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One execution and its history. */
final class StoredExecution {

  private final long id;
  private final long startedAt;
  private final NavigableMap<Long, String> events = new TreeMap<>();
  private ExecutionState state;
  private @Nullable String runtimeVersion;
  private long updatedAt;
  private @Nullable Long endedAt;

  StoredExecution(long id, ExecutionState state, long now) {
    this.id = id;
    this.startedAt = now;
    this.updatedAt = now;
    this.state = state;
  }

  void update(ExecutionState newState, long now) {
    state = newState;
    // By a clock that was set back it would end before it began.
    updatedAt = Math.max(startedAt, now);
    endedAt = newState.status() == ExecutionStatus.RUNNING ? null : (Long) updatedAt;
    if (newState.runtimeVersion() != null) {
      runtimeVersion = newState.runtimeVersion();
    }
  }

  boolean hasEvent(long eventId) {
    return events.containsKey(eventId);
  }

  void putEvent(long eventId, String text) {
    events.put(eventId, text);
  }

  /**
   * @throws HistoryCodec.UndecodableException if a stored event cannot be decoded
   */
  List<HistoryEvent> eventsAfter(long eventId) {
    return events.tailMap(eventId, false).values().stream().map(HistoryCodec::decodeEvent).toList();
  }

  long id() {
    return id;
  }

  ExecutionState state() {
    return state;
  }

  @Nullable String runtimeVersion() {
    return runtimeVersion;
  }

  long updatedAt() {
    return updatedAt;
  }

  @Nullable Long endedAt() {
    return endedAt;
  }

  boolean endedBefore(@Nullable Long time) {
    return time == null || (endedAt != null && endedAt < time);
  }

  long lastEventId() {
    return events.isEmpty() ? 0 : events.lastKey();
  }

  int eventCount() {
    return events.size();
  }

  ExecutionInfo info() {
    return new ExecutionInfo(
        id,
        state.orchestrationName(),
        state.orchestrationVersion(),
        state.status(),
        state.result(),
        state.turns(),
        events.size(),
        startedAt,
        endedAt,
        runtimeVersion);
  }
}
