package io.duroxide.runtime.execution;

import io.duroxide.OperationCancelledException;
import io.duroxide.OperationFailedException;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.replay.Action;
import io.duroxide.replay.Operation;
import io.duroxide.replay.ReplayEngine;
import org.jspecify.annotations.Nullable;

/** The handle on one operation. */
final class OperationFuture<T extends @Nullable Object> extends EngineFuture<T> {

  private final ReplayEngine engine;
  private final Class<?> resultType;
  private final Operation operation;
  private int holds;

  OperationFuture(Fibers fibers, ReplayEngine engine, Action action, Class<?> resultType) {
    super(fibers);
    this.engine = engine;
    this.resultType = resultType;
    this.operation = engine.emit(action, this::settled);
  }

  @Override
  boolean isSettled() {
    return operation.state() != Operation.State.OPEN;
  }

  @Override
  T value() {
    engine.read(operation);
    return valueOf(operation, resultType);
  }

  @Override
  void abandon() {
    boolean open = !isSettled();
    if (!open && holds > 0) {
      return;
    }
    engine.abandon(operation);
    if (open) {
      settled();
    }
  }

  @Override
  void hold() {
    holds++;
  }

  @Override
  void release() {
    holds--;
  }

  @SuppressWarnings({
    "unchecked",
    "NullAway",
    "TypeParameterUnusedInFormals"
  }) // decoded to the class T was made from
  static <T extends @Nullable Object> T valueOf(Operation operation, Class<?> resultType) {
    if (operation.state() == Operation.State.ABANDONED) {
      throw new OperationCancelledException(operation.action().describe());
    }
    if (operation.error() != null) {
      throw new OperationFailedException(operation.action().describe(), operation.error());
    }
    return (T) PayloadCodec.decode(operation.result(), resultType);
  }
}
