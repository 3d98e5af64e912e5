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
   * @param parent the instance that waits for this one; null if none is known
   */
  record Execution(
      String instance,
      long id,
      @Nullable String name,
      @Nullable String version,
      @Nullable String parent) {}

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

  LogContext context() {
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
              span());
      context = known;
    }
    return known;
  }

  /** Of code that is in no turn of its own there is only the execution. */
  private @Nullable Span span() {
    if (activity != null || execution.parent != null || execution.id == 0) {
      return null;
    }
    String instance = execution.instance;
    String span =
        number < 0
            ? TraceIds.execution(instance, execution.id)
            : TraceIds.turn(instance, execution.id, number);
    return new Span(TraceIds.trace(instance), span, false);
  }
}
