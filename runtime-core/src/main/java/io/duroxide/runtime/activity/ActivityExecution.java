package io.duroxide.runtime.activity;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.Provider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.RegisteredActivity;
import io.duroxide.runtime.activity.ActivityOutcome.Result;
import io.duroxide.runtime.activity.HandlerCall.StopReason;
import io.duroxide.runtime.loop.Exhaustion;
import io.duroxide.runtime.loop.LastErrors;
import io.duroxide.runtime.loop.LockRenewals;
import io.duroxide.runtime.loop.LockRenewals.Renewal;
import io.duroxide.runtime.loop.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one attempt from fetched to acknowledged. Called by the {@link ActivityDispatcher}; calls
 * application code through a {@link HandlerCall} and the {@link ActivitySettlement} to settle.
 * Thread-safe.
 */
public final class ActivityExecution {

  private static final Logger LOG = LoggerFactory.getLogger("io.duroxide.activity");

  /** Pause before an activity of one session too many is offered again, as in duroxide. */
  private static final Duration TOO_MANY_SESSIONS_PAUSE = Duration.ofMillis(100);

  /** A handler this young has not been forgotten by anybody yet. */
  private static final Duration MAY_BE_CANCELLED_AFTER = Duration.ofMillis(500);

  private final Provider provider;
  private final ActivityRegistry registry;
  private final Executor handlers;
  private final LockRenewals renewals;
  private final Sessions sessions;
  private final StopSignal stop;
  private final WorkerOptions options;
  private final ActivitySettlement settlement;
  private final Exhaustion exhaustion = new Exhaustion("fewer activitySlots, or a larger process");
  private final LastErrors lastErrors = new LastErrors();
  private final Map<LockToken, HandlerCall> running = new ConcurrentHashMap<>();
  private volatile boolean interrupting;

  public ActivityExecution(
      Provider provider,
      ActivityRegistry registry,
      Executor handlers,
      LockRenewals renewals,
      Sessions sessions,
      StopSignal stop,
      WorkerOptions options) {
    this.provider = provider;
    this.registry = registry;
    this.handlers = handlers;
    this.renewals = renewals;
    this.sessions = sessions;
    this.stop = stop;
    this.options = options;
    this.settlement = new ActivitySettlement(provider, stop, lastErrors);
  }

  /**
   * Runs the attempt for the calling slot.
   *
   * @param slot number of the slot, from 0
   * @return what happened; storage failures are part of it and are not thrown
   */
  public ActivityOutcome run(int slot, ActivityItem item) {
    ActivityLog.started(slot, item);
    try {
      ActivityOutcome outcome = attemptInSession(item);
      ActivityLog.ended(slot, outcome);
      return outcome;
    } catch (RuntimeException | Error e) {
      lastErrors.remember(ActivityLog.subject(item), e);
      throw e;
    }
  }

  /** Interrupts every handler; their attempts go back to the queue. */
  void interruptAll() {
    interrupting = true;
    running.values().forEach(call -> call.stop(StopReason.SHUTDOWN));
  }

  /** Interrupts the handlers whose activity was cancelled; asks the store once for all of them. */
  void stopCancelled() {
    List<LockToken> held = new ArrayList<>();
    running.forEach(
        (token, call) -> {
          if (call.outcome().handlerTime().compareTo(MAY_BE_CANCELLED_AFTER) > 0) {
            held.add(token);
          }
        });
    if (held.isEmpty()) {
      return;
    }
    for (LockToken cancelled : provider.cancelledWorkItems(held)) {
      HandlerCall call = running.get(cancelled);
      if (call != null) {
        call.stop(StopReason.CANCELLED);
      }
    }
  }

  private ActivityOutcome attemptInSession(ActivityItem item) {
    if (stop.isStopping()) {
      // Fetched in the moment of the shutdown; nothing has happened yet.
      return settlement.handBack(item, Duration.ZERO, true, Duration.ZERO);
    }
    String session = item.work().sessionId();
    if (!sessions.enter(session)) {
      return settlement.handBack(item, TOO_MANY_SESSIONS_PAUSE, true, Duration.ZERO);
    }
    try {
      return attempt(item);
    } finally {
      sessions.leave(session);
    }
  }

  private ActivityOutcome attempt(ActivityItem item) {
    RegisteredActivity code = registry.find(item.work().name());
    boolean readable = item.undecodable() == null;
    if (item.deliveryCount() > options.maxDeliveries()) {
      return poison(item, readable, code != null);
    }
    if (!readable || code == null) {
      return putOff(item, readable ? "is not registered here" : "cannot be read here");
    }
    return runHandler(item, handlerCall(item, code));
  }

  /** Reading the input and writing the result runs application code, too. */
  private HandlerCall handlerCall(ActivityItem item, RegisteredActivity code) {
    HandlerCall[] self = new HandlerCall[1];
    RunningActivity context = new RunningActivity(item, () -> self[0].isStopping());
    self[0] =
        new HandlerCall(
            () -> {
              Object input = PayloadCodec.decode(item.work().input(), code.inputType());
              String result = PayloadCodec.encode(code.code().run(context, input));
              return options.limits().requirePayload("the result", result);
            });
    return self[0];
  }

  private ActivityOutcome runHandler(ActivityItem item, HandlerCall call) {
    Long limit = item.work().timeoutMillis();
    Renewal renewal =
        renewals.register(
            ActivityLog.subject(item),
            options.lockTimeout(),
            () -> provider.renewWorkItemLock(item.lockToken(), options.lockTimeout()),
            () -> call.stop(settlement.whyLost(item.lockToken())));
    running.put(item.lockToken(), call);
    if (interrupting) {
      call.stop(StopReason.SHUTDOWN);
    }
    try {
      call.runOn(
          handlers, limit == null ? null : Duration.ofMillis(limit), options.cancellationGrace());
      exhaustion.over();
      ActivityOutcome outcome = settle(item, call.outcome());
      // After its time a lock may be gone because another node has finished the activity.
      return outcome.result() == Result.CANCELLED && renewal.hasExpired()
          ? settlement.letGo(item, Result.LOCK_LOST, outcome.handlerTime())
          : outcome;
    } catch (OutOfMemoryError noThread) {
      // What the handler throws is its outcome; this came before it ran, or behind it.
      String work = "activity " + item.work().name() + " of instance " + item.work().instance();
      Duration pause = exhaustion.pause(work, noThread);
      return settlement.handBack(item, pause, true, Duration.ZERO);
    } finally {
      running.remove(item.lockToken());
      renewal.close();
    }
  }

  private ActivityOutcome settle(ActivityItem item, HandlerCall.Outcome call) {
    if (!call.ended()) {
      LOG.warn(
          "{} ignores its interruption ({}); its thread is left behind",
          ActivityLog.subject(item),
          call.stopReason());
    }
    StopReason stopped = call.stopReason();
    ErrorDetails failure = call.failure();
    if (stopped == StopReason.CANCELLED || stopped == StopReason.LOCK_LOST) {
      boolean lost = stopped == StopReason.LOCK_LOST;
      return settlement.letGo(item, lost ? Result.LOCK_LOST : Result.CANCELLED, call.handlerTime());
    }
    if (stopped == StopReason.TIMED_OUT) {
      return settlement.fail(item, timeout(item.work()), Result.TIMED_OUT, call.handlerTime());
    }
    if (stopped == StopReason.SHUTDOWN && (!call.ended() || failure != null)) {
      return settlement.handBack(item, Duration.ZERO, true, call.handlerTime());
    }
    return failure == null
        ? settlement.succeed(item, call.result(), call.handlerTime())
        : settlement.fail(item, failure, Result.FAILED, call.handlerTime());
  }

  private ActivityOutcome putOff(ActivityItem item, String why) {
    Duration pause = options.unregisteredBackoff().delayAfter(Math.max(1, item.deliveryCount()));
    lastErrors.remember(ActivityLog.subject(item), "it " + why);
    LOG.warn(
        "{} {}; put off by {} (delivery {} of {})",
        ActivityLog.subject(item),
        why,
        pause,
        item.deliveryCount(),
        options.maxDeliveries());
    return settlement.handBack(item, pause, false, Duration.ZERO);
  }

  private ActivityOutcome poison(ActivityItem item, boolean readable, boolean registered) {
    ErrorReason reason =
        !readable
            ? ErrorReason.CORRUPTION
            : registered ? ErrorReason.UNSPECIFIED : ErrorReason.UNREGISTERED;
    String why = !readable ? " (unreadable)" : registered ? "" : " (not registered)";
    String message =
        "%s%s was delivered %d times, more than the limit of %d deliveries%s"
            .formatted(
                ActivityLog.subject(item),
                why,
                item.deliveryCount(),
                options.maxDeliveries(),
                lastErrors.told(ActivityLog.subject(item)));
    return settlement.fail(
        item,
        ErrorDetails.of(ErrorCategory.POISON, reason, message),
        Result.POISONED,
        Duration.ZERO);
  }

  private static ErrorDetails timeout(ActivityWorkItem work) {
    return new ErrorDetails(
        ErrorCategory.TIMEOUT,
        ErrorReason.UNSPECIFIED,
        "activity %s of instance %s exceeded its time limit of %d ms"
            .formatted(work.name(), work.instance(), work.timeoutMillis()),
        List.of(),
        null,
        true);
  }
}
