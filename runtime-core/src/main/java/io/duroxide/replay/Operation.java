package io.duroxide.replay;

import io.duroxide.ErrorDetails;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.TimerCreated;
import org.jspecify.annotations.Nullable;

/**
 * One emitted action and what has become of it. Confined to the execution: code and engine never
 * run at the same time.
 */
public final class Operation {

  /** Life of an operation. */
  public enum State {
    OPEN,
    SUCCEEDED,
    FAILED,
    /** Given up by code; a late completion is recorded and ignored. */
    ABANDONED
  }

  private final Action action;
  private final Runnable onDone;
  private long id;
  private State state = State.OPEN;
  private @Nullable String result;
  private @Nullable ErrorDetails error;
  private @Nullable String childInstance;
  private boolean cancelNoted;
  private long fireAt;

  Operation(Action action, Runnable onDone) {
    this.action = action;
    this.onDone = onDone;
  }

  public Action action() {
    return action;
  }

  public State state() {
    return state;
  }

  /** The payload of a succeeded operation. */
  public @Nullable String result() {
    return result;
  }

  /** The cause of a failed operation, else null. */
  public @Nullable ErrorDetails error() {
    return error;
  }

  /** The scheduling event's id; 0 until the action has become an event. */
  public long id() {
    return id;
  }

  void bind(HistoryEvent event) {
    id = event.id();
    if (event instanceof SubOrchestrationScheduled child) {
      childInstance = child.childInstance();
    } else if (event instanceof TimerCreated timer && timer.fireAt() < Long.MAX_VALUE) {
      fireAt = timer.fireAt();
    }
  }

  /** When a timer that can end fires, epoch milliseconds; else 0. */
  long fireAt() {
    return fireAt;
  }

  /** The instance id of a scheduled child, else null. */
  @Nullable String childInstance() {
    return childInstance;
  }

  /** Whether history says that it was given up. */
  boolean isCancelNoted() {
    return cancelNoted;
  }

  void noteCancel() {
    cancelNoted = true;
  }

  void succeed(@Nullable String payload) {
    if (state == State.OPEN) {
      state = State.SUCCEEDED;
      result = payload;
      onDone.run();
    }
  }

  void fail(ErrorDetails details) {
    if (state == State.OPEN) {
      state = State.FAILED;
      error = details;
      onDone.run();
    }
  }

  void abandon() {
    state = State.ABANDONED;
  }
}
