package io.duroxide.runtime.activity;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.payload.PayloadException;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.RegisteredActivity;
import io.duroxide.runtime.activity.ActivityOutcome.Result;
import io.duroxide.runtime.activity.HandlerCall.StopReason;
import io.duroxide.runtime.loop.AckRetry;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.LockRenewals.Renewal;
import io.duroxide.runtime.loop.StopSignal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one attempt from fetched to acknowledged. Called by the {@link ActivityDispatcher}; calls
 * application code through a {@link HandlerCall}. Thread-safe.
 */
public final class ActivityExecution {

  private static final Logger LOG = LoggerFactory.getLogger("io.duroxide.activity");

  /** Pause before an attempt whose acknowledgement failed is offered again, as in duroxide. */
  private static final Duration ACK_FAILED_PAUSE = Duration.ofMillis(100);

  private final Provider provider;
  private final ActivityRegistry registry;
  private final Executor handlers;
  private final LockRenewals renewals;
  private final StopSignal stop;
  private final WorkerOptions options;
  private final Set<HandlerCall> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupting;

  public ActivityExecution(
      Provider provider,
      ActivityRegistry registry,
      Executor handlers,
      LockRenewals renewals,
      StopSignal stop,
      WorkerOptions options) {
    this.provider = provider;
    this.registry = registry;
    this.handlers = handlers;
    this.renewals = renewals;
    this.stop = stop;
    this.options = options;
  }

  /**
   * Runs the attempt for the calling slot.
   *
   * @param slot number of the slot, from 0
   * @return what happened; storage failures are part of it and are not thrown
   */
  public ActivityOutcome run(int slot, ActivityItem item) {
    ActivityOutcome outcome = attempt(item);
    LOG.debug(
        "slot {}: activity {}#{} of {} attempt {} {}",
        slot,
        item.work().name(),
        item.work().scheduledId(),
        item.work().instance(),
        item.work().attempt(),
        outcome.result());
    return outcome;
  }

  /** Interrupts every handler; their attempts go back to the queue. */
  void interruptAll() {
    interrupting = true;
    running.forEach(call -> call.stop(StopReason.SHUTDOWN));
  }

  private ActivityOutcome attempt(ActivityItem item) {
    if (stop.isStopping()) {
      // Fetched in the moment of the shutdown; nothing has happened yet.
      return handBack(item, Duration.ZERO, true, Duration.ZERO);
    }
    RegisteredActivity code = registry.find(item.work().name());
    if (item.deliveryCount() > options.maxDeliveries()) {
      return poison(item, code != null);
    }
    if (code == null) {
      Duration pause = options.unregisteredBackoff().delayAfter(Math.max(1, item.deliveryCount()));
      LOG.warn(
          "activity {} of instance {} is not registered here; put off by {} (delivery {} of {})",
          item.work().name(),
          item.work().instance(),
          pause,
          item.deliveryCount(),
          options.maxDeliveries());
      return handBack(item, pause, false, Duration.ZERO);
    }
    Object input;
    try {
      input = PayloadCodec.decode(item.work().input(), code.inputType());
    } catch (PayloadException unfit) {
      return acknowledgeUncalled(item, unfit.details(), Result.FAILED);
    }
    return runHandler(item, handlerCall(item, code, input));
  }

  private static HandlerCall handlerCall(
      ActivityItem item, RegisteredActivity code, @Nullable Object input) {
    HandlerCall[] self = new HandlerCall[1];
    RunningActivity context = new RunningActivity(item, () -> self[0].isStopping());
    self[0] = new HandlerCall(() -> PayloadCodec.encode(code.code().run(context, input)));
    return self[0];
  }

  private ActivityOutcome runHandler(ActivityItem item, HandlerCall call) {
    Long limit = item.work().timeoutMillis();
    Renewal renewal =
        renewals.register(
            options.lockTimeout(),
            () -> provider.renewWorkItemLock(item.lockToken(), options.lockTimeout()),
            () -> call.stop(StopReason.CANCELLED));
    running.add(call);
    if (interrupting) {
      call.stop(StopReason.SHUTDOWN);
    }
    try {
      call.runOn(
          handlers, limit == null ? null : Duration.ofMillis(limit), options.cancellationGrace());
      return settle(item, call.outcome(), renewal);
    } finally {
      running.remove(call);
      renewal.close();
    }
  }

  private ActivityOutcome settle(ActivityItem item, HandlerCall.Outcome call, Renewal renewal) {
    if (!call.ended()) {
      LOG.warn(
          "activity {} of instance {} ignores its interruption ({}); its thread is left behind",
          item.work().name(),
          item.work().instance(),
          call.stopReason());
    }
    if (call.stopReason() == StopReason.CANCELLED) {
      return outcome(
          item,
          renewal.hasExpired() ? Result.HANDED_BACK : Result.CANCELLED,
          call.handlerTime(),
          null,
          0);
    }
    if (call.stopReason() == StopReason.TIMED_OUT) {
      return acknowledge(item, call, timeout(item.work()), Result.TIMED_OUT, renewal);
    }
    if (call.stopReason() == StopReason.SHUTDOWN && (!call.ended() || call.failure() != null)) {
      return handBack(item, Duration.ZERO, true, call.handlerTime());
    }
    Throwable failure = call.failure();
    return failure == null
        ? acknowledge(item, call, null, Result.SUCCEEDED, renewal)
        : acknowledge(item, call, details(failure), Result.FAILED, renewal);
  }

  private ActivityOutcome acknowledge(
      ActivityItem item,
      HandlerCall.Outcome call,
      @Nullable ErrorDetails error,
      Result success,
      Renewal renewal) {
    ActivityWorkItem work = item.work();
    OrchestratorMessage completion =
        error == null
            ? new OrchestratorMessage.ActivityCompleted(
                work.instance(), work.executionId(), work.scheduledId(), call.result())
            : new OrchestratorMessage.ActivityFailed(
                work.instance(), work.executionId(), work.scheduledId(), error);
    AckRetry ack = new AckRetry(stop);
    try {
      ack.run(() -> provider.ackWorkItem(item.lockToken(), completion));
      return outcome(item, success, call.handlerTime(), error, ack.retries());
    } catch (ProviderException e) {
      if (e.kind() == ErrorKind.LOCK_LOST) {
        Result lost = renewal.hasExpired() ? Result.HANDED_BACK : Result.CANCELLED;
        return outcome(item, lost, call.handlerTime(), null, ack.retries());
      }
      LOG.warn(
          "activity {} of instance {} could not be acknowledged; it will run again",
          work.name(),
          work.instance(),
          e);
      release(item, ACK_FAILED_PAUSE, false);
      ErrorDetails storage =
          ErrorDetails.of(
              ErrorCategory.INFRASTRUCTURE,
              ErrorReason.UNSPECIFIED,
              String.valueOf(e.getMessage()));
      return outcome(item, Result.ACK_FAILED, call.handlerTime(), storage, ack.retries());
    }
  }

  private ActivityOutcome poison(ActivityItem item, boolean registered) {
    ErrorDetails error =
        ErrorDetails.of(
            ErrorCategory.POISON,
            registered ? ErrorReason.UNSPECIFIED : ErrorReason.UNREGISTERED,
            "activity "
                + item.work().name()
                + (registered ? "" : " (not registered)")
                + " was delivered "
                + item.deliveryCount()
                + " times, more than the limit of "
                + options.maxDeliveries());
    return acknowledgeUncalled(item, error, Result.POISONED);
  }

  /** An attempt that failed before its handler could be called. */
  private ActivityOutcome acknowledgeUncalled(
      ActivityItem item, ErrorDetails error, Result result) {
    Renewal renewal = renewals.register(options.lockTimeout(), () -> {}, () -> {});
    try {
      HandlerCall.Outcome never = new HandlerCall.Outcome(true, null, null, null, Duration.ZERO);
      return acknowledge(item, never, error, result, renewal);
    } finally {
      renewal.close();
    }
  }

  private ActivityOutcome handBack(
      ActivityItem item, Duration pause, boolean ignoreAttempt, Duration handlerTime) {
    release(item, pause, ignoreAttempt);
    return outcome(item, Result.HANDED_BACK, handlerTime, null, 0);
  }

  private void release(ActivityItem item, Duration pause, boolean ignoreAttempt) {
    try {
      provider.abandonWorkItem(item.lockToken(), pause, ignoreAttempt);
    } catch (ProviderException e) {
      LOG.warn("activity {} could not be released; its lock will run out", item.work().name(), e);
    }
  }

  private static ErrorDetails details(Throwable failure) {
    return failure instanceof PayloadException unfit ? unfit.details() : ErrorDetails.of(failure);
  }

  private static ErrorDetails timeout(ActivityWorkItem work) {
    return new ErrorDetails(
        ErrorCategory.TIMEOUT,
        ErrorReason.UNSPECIFIED,
        "activity " + work.name() + " exceeded its time limit of " + work.timeoutMillis() + " ms",
        java.util.List.of(),
        null,
        true);
  }

  private static ActivityOutcome outcome(
      ActivityItem item,
      Result result,
      Duration handlerTime,
      @Nullable ErrorDetails error,
      int ackRetries) {
    return new ActivityOutcome(
        item.work(),
        item.deliveryCount(),
        item.queueWait(),
        handlerTime,
        result,
        error,
        ackRetries);
  }
}
