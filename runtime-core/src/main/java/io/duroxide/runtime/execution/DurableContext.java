package io.duroxide.runtime.execution;

import static java.util.Objects.requireNonNull;

import io.duroxide.ActivityOptions;
import io.duroxide.DurableFuture;
import io.duroxide.KeyValues;
import io.duroxide.Limits;
import io.duroxide.OrchestrationCancelledException;
import io.duroxide.OrchestrationContext;
import io.duroxide.Race;
import io.duroxide.SubOrchestrationOptions;
import io.duroxide.TimeSpan;
import io.duroxide.history.SystemCall;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.KeyValue;
import io.duroxide.replay.Action;
import io.duroxide.replay.Cancellation;
import io.duroxide.replay.CodeResult;
import io.duroxide.replay.ReplayEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Turns what code asks for into actions of the engine, after checking that it may ask and that the
 * question is sound.
 */
final class DurableContext implements OrchestrationContext {

  private final ExecutionIdentity identity;
  private final LiveExecution execution;
  private final Fibers fibers;
  private final ReplayEngine engine;
  private final KeyValues keyValues;
  private final Logger logger;

  DurableContext(
      ExecutionIdentity identity,
      LiveExecution execution,
      Fibers fibers,
      ReplayEngine engine,
      Map<String, KeyValue> keyValuesBefore) {
    this.identity = identity;
    this.execution = execution;
    this.fibers = fibers;
    this.engine = engine;
    this.keyValues = new DurableKeyValues(fibers, engine, keyValuesBefore);
    this.logger =
        new ReplayAwareLogger(identity, () -> !engine.isReplaying() && !fibers.hasEnded());
  }

  @Override
  public String instanceId() {
    return identity.instance();
  }

  @Override
  public long executionId() {
    return identity.executionId();
  }

  @Override
  public String orchestrationName() {
    return identity.orchestrationName();
  }

  @Override
  public String orchestrationVersion() {
    return identity.orchestrationVersion();
  }

  @Override
  public boolean isReplaying() {
    return engine.isReplaying();
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public long historyLength() {
    fibers.current();
    return engine.historyLength();
  }

  @Override
  public <R extends @Nullable Object> DurableFuture<R> activity(
      String name, @Nullable Object input, Class<R> resultType, ActivityOptions options) {
    requireNonNull(name, "name");
    requireNonNull(resultType, "resultType");
    Fibers.Fiber caller = fibers.current();
    EngineFuture<R> future =
        new RetriedActivity<>(
            fibers, engine, identity, name, PayloadCodec.encode(input), resultType, options);
    caller.own(future);
    return future;
  }

  @Override
  public DurableFuture<@Nullable Void> timer(Duration delay) {
    if (requireNonNull(delay, "delay").isNegative() && engine.refusesPastTimers()) {
      throw new IllegalArgumentException("a timer's delay must not be negative, was " + delay);
    }
    return operation(new Action.CreateTimer(TimeSpan.millis(delay)), Void.class);
  }

  @Override
  public DurableFuture<@Nullable Void> timerUntil(Instant moment) {
    requireNonNull(moment, "moment");
    fibers.current();
    Duration left = Duration.between(Instant.ofEpochMilli(engine.currentTime()), moment);
    return operation(new Action.CreateTimer(TimeSpan.millis(left)), Void.class);
  }

  @Override
  public <T extends @Nullable Object> DurableFuture<T> event(String name, Class<T> type) {
    return operation(
        new Action.AwaitEvent(requireNonNull(name, "name")), requireNonNull(type, "type"));
  }

  @Override
  public <T extends @Nullable Object> DurableFuture<T> dequeue(String queue, Class<T> type) {
    return operation(
        new Action.Dequeue(Limits.requireName("queue", queue)), requireNonNull(type, "type"));
  }

  @Override
  public <R extends @Nullable Object> DurableFuture<R> subOrchestration(
      String name, @Nullable Object input, Class<R> resultType, SubOrchestrationOptions options) {
    return operation(
        new Action.StartSubOrchestration(
            requireNonNull(name, "name"),
            options.version(),
            options.instanceId(),
            PayloadCodec.encode(input)),
        requireNonNull(resultType, "resultType"));
  }

  @Override
  public void startDetached(
      String name, @Nullable String version, String instanceId, @Nullable Object input) {
    fibers.current();
    requireNonNull(name, "name");
    requireNonNull(instanceId, "instanceId");
    emit(new Action.StartDetached(name, version, instanceId, PayloadCodec.encode(input)));
  }

  @Override
  public <T extends @Nullable Object> DurableFuture<T> async(Callable<T> block) {
    Fibers.Fiber caller = fibers.current();
    AsyncFuture<T> future = new AsyncFuture<>(fibers, requireNonNull(block, "block"));
    caller.own(future);
    return future;
  }

  @Override
  public <T extends @Nullable Object> DurableFuture<List<T>> all(
      List<? extends DurableFuture<? extends T>> futures) {
    fibers.current();
    return new AllFuture<>(fibers, ownParts(futures));
  }

  @Override
  public <T extends @Nullable Object> DurableFuture<Race<T>> any(
      List<? extends DurableFuture<? extends T>> futures) {
    fibers.current();
    if (futures.isEmpty()) {
      throw new IllegalArgumentException(
          "any() needs at least one future: a race without runners never ends");
    }
    return new RaceFuture<>(fibers, ownParts(futures));
  }

  @Override
  public void setCustomStatus(@Nullable Object status) {
    fibers.current();
    String encoded = PayloadCodec.encode(status);
    DurableKeyValues.requireSize("custom status", encoded, Limits.MAX_CUSTOM_STATUS_BYTES);
    emit(new Action.SetCustomStatus(encoded));
  }

  @Override
  public void resetCustomStatus() {
    setCustomStatus(null);
  }

  @Override
  public <T> @Nullable T customStatus(Class<T> type) {
    fibers.current();
    return PayloadCodec.decode(engine.customStatus(), type);
  }

  @Override
  public KeyValues keyValues() {
    return keyValues;
  }

  @Override
  public <T> @Nullable T keyValueOf(String instanceId, String key, Class<T> type) {
    Limits.requireInstanceId(instanceId);
    Limits.requireName("key", key);
    return systemCall(SystemCall.KEY_VALUE, List.of(instanceId, key), type);
  }

  @Override
  public DurableFuture<String> cancelRequested() {
    Fibers.Fiber caller = fibers.current();
    engine.cancellation().notice();
    CancelRequestFuture request = new CancelRequestFuture(fibers, engine.cancellation());
    caller.own(request);
    return request;
  }

  @Override
  public <T extends @Nullable Object> T cancellable(Callable<T> block) {
    fibers.current();
    requireNonNull(block, "block");
    Cancellation cancellation = engine.cancellation();
    cancellation.enterBlock();
    try {
      String reason = cancellation.reason();
      if (reason != null) {
        throw new OrchestrationCancelledException(reason);
      }
      return untilCancelled(block, cancellation);
    } finally {
      cancellation.leaveBlock();
    }
  }

  private <T extends @Nullable Object> T untilCancelled(
      Callable<T> block, Cancellation cancellation) {
    Fibers.Fiber caller = fibers.current();
    AsyncFuture<T> body = new AsyncFuture<>(fibers, block);
    CancelRequestFuture request = new CancelRequestFuture(fibers, cancellation);
    caller.own(body);
    caller.own(request);
    List<EngineFuture<?>> runners = List.of(body, request);
    if (new RaceFuture<@Nullable Object>(fibers, runners).await().index() > 0) {
      throw new OrchestrationCancelledException(request.value());
    }
    return body.await();
  }

  @Override
  public Instant now() {
    return requireNonNull(systemCall(SystemCall.NOW, List.of(), Instant.class));
  }

  @Override
  public UUID randomUuid() {
    return requireNonNull(systemCall(SystemCall.RANDOM_UUID, List.of(), UUID.class));
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T extends @Nullable Object> T continueAsNew(
      @Nullable String version, @Nullable Object input) {
    fibers.current();
    execution.end(new CodeResult.ContinueAsNew(version, PayloadCodec.encode(input)));
    fibers.endHere();
    throw new AssertionError("unreachable: nobody resumes an ended execution");
  }

  private <T> @Nullable T systemCall(SystemCall call, List<String> arguments, Class<T> type) {
    fibers.current();
    Action action = new Action.RecordSystemCall(call, arguments);
    return new OperationFuture<@Nullable T>(fibers, engine, action, type).await();
  }

  private void emit(Action.Immediate action) {
    engine.emit(action, () -> {});
  }

  private <T extends @Nullable Object> EngineFuture<T> operation(
      Action action, Class<?> resultType) {
    Fibers.Fiber caller = fibers.current();
    EngineFuture<T> future = new OperationFuture<>(fibers, engine, action, resultType);
    caller.own(future);
    return future;
  }

  private <T extends @Nullable Object> List<EngineFuture<? extends T>> ownParts(
      List<? extends DurableFuture<? extends T>> futures) {
    List<EngineFuture<? extends T>> parts = new ArrayList<>(futures.size());
    for (DurableFuture<? extends T> future : futures) {
      if (!(future instanceof EngineFuture<? extends T> part) || part.fibers() != fibers) {
        throw new IllegalArgumentException(
            "all() and any() take only futures made by the same context");
      }
      parts.add(part);
    }
    return parts;
  }
}
