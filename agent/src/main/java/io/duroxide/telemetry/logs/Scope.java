package io.duroxide.telemetry.logs;

import io.duroxide.telemetry.logs.LogContext.Activity;
import io.duroxide.telemetry.logs.LogContext.Lifecycle;
import io.duroxide.telemetry.logs.LogContext.Span;
import io.duroxide.telemetry.traces.TraceIds;
import org.jspecify.annotations.Nullable;

/**
 * What code works on: a turn, or an attempt of an activity. What records tell of it is put together
 * with the first of them; most turns write none.
 */
final class Scope implements Place {

  private final Execution execution;
  private final @Nullable String workerId;

  /** Number of the turn, or of the attempt from 0; negative if the code is of another turn. */
  private final int number;

  private final @Nullable Activity activity;
  private final @Nullable Lifecycle lifecycle;
  private final HeldBack heldBack;
  private volatile @Nullable LogContext context;

  private Scope(
      Execution execution,
      @Nullable String workerId,
      int number,
      @Nullable Activity activity,
      @Nullable Lifecycle lifecycle,
      HeldBack heldBack) {
    this.execution = execution;
    this.workerId = workerId;
    this.number = number;
    this.activity = activity;
    this.lifecycle = lifecycle;
    this.heldBack = heldBack;
  }

  /**
   * @param id 0 if not known
   */
  record Execution(String instance, long id, @Nullable String name, @Nullable String version) {}

  static Scope turn(int slot, Execution execution, int turn) {
    return new Scope(execution, "orchestration-" + slot, turn, null, null, HeldBack.NOTHING);
  }

  static Scope attempt(
      int slot, Execution execution, Activity activity, int attempt, HeldBack heldBack) {
    return new Scope(execution, "activity-" + slot, attempt, activity, null, heldBack);
  }

  /** The same turn, with what is known now about its execution. */
  Scope about(Execution known) {
    return new Scope(known, workerId, number, activity, lifecycle, heldBack);
  }

  /** Code of an execution that is ended on some thread, in a turn of its own or not. */
  static Scope ends(Execution execution, @Nullable Scope turn) {
    if (turn != null && turn.execution.equals(execution)) {
      return turn;
    }
    String worker = turn == null ? null : turn.workerId;
    return new Scope(execution, worker, -1, null, null, HeldBack.NOTHING);
  }

  Scope ending(Lifecycle end) {
    return new Scope(execution, workerId, number, activity, end, heldBack);
  }

  HeldBack heldBack() {
    return heldBack;
  }

  /**
   * @param traced whether spans are exported
   */
  LogContext context(boolean traced) {
    LogContext known = context;
    if (known == null) {
      known =
          new LogContext(
              execution.instance,
              execution.id,
              execution.name,
              execution.version,
              workerId,
              activity,
              lifecycle,
              span(traced));
      context = known;
    }
    return known;
  }

  /** Of code that is in no turn of its own, the execution's. */
  private @Nullable Span span(boolean traced) {
    return execution.id == 0
        ? null
        : new Span(execution.instance, spanId(execution.instance, execution.id), traced);
  }

  private String spanId(String instance, long executionId) {
    if (activity != null) {
      return TraceIds.activity(instance, executionId, activity.id(), number);
    }
    return number < 0
        ? TraceIds.execution(instance, executionId)
        : TraceIds.turn(instance, executionId, number);
  }
}
