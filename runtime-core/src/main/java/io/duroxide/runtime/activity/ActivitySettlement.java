package io.duroxide.runtime.activity;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.runtime.activity.ActivityOutcome.Result;
import io.duroxide.runtime.activity.HandlerCall.StopReason;
import io.duroxide.runtime.loop.AckRetry;
import io.duroxide.runtime.loop.LastErrors;
import io.duroxide.runtime.loop.StopSignal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an attempt leaves: acknowledged, given back or let go, and the record of it. Called by {@link
 * ActivityExecution}; calls the provider. Thread-safe.
 */
final class ActivitySettlement {

  private static final Logger LOG = LoggerFactory.getLogger(ActivitySettlement.class);

  /** Pause before an attempt whose acknowledgement failed is offered again, as in duroxide. */
  private static final Duration ACK_FAILED_PAUSE = Duration.ofMillis(100);

  private final Provider provider;
  private final StopSignal stop;
  private final LastErrors lastErrors;

  ActivitySettlement(Provider provider, StopSignal stop, LastErrors lastErrors) {
    this.provider = provider;
    this.stop = stop;
    this.lastErrors = lastErrors;
  }

  /** Tells the orchestration what the handler returned. */
  ActivityOutcome succeed(ActivityItem item, @Nullable String result, Duration handlerTime) {
    ActivityWorkItem work = item.work();
    OrchestratorMessage completion =
        new OrchestratorMessage.ActivityCompleted(
            work.instance(), work.executionId(), work.scheduledId(), result);
    return acknowledge(item, completion, Result.SUCCEEDED, handlerTime, null);
  }

  /** Tells the orchestration that the attempt failed. */
  ActivityOutcome fail(ActivityItem item, ErrorDetails error, Result result, Duration handlerTime) {
    ActivityWorkItem work = item.work();
    OrchestratorMessage completion =
        new OrchestratorMessage.ActivityFailed(
            work.instance(), work.executionId(), work.scheduledId(), error);
    return acknowledge(item, completion, result, handlerTime, error);
  }

  /** Gives the attempt back, to be offered again after {@code pause}. */
  ActivityOutcome handBack(
      ActivityItem item, Duration pause, boolean ignoreAttempt, Duration handlerTime) {
    release(item, pause, ignoreAttempt);
    return outcome(item, Result.HANDED_BACK, handlerTime, null, 0);
  }

  /** Writes nothing: somebody else has decided about the attempt. */
  ActivityOutcome letGo(ActivityItem item, Result result, Duration handlerTime) {
    if (result == Result.LOCK_LOST) {
      lastErrors.remember(ActivityLog.subject(item), "its lock was lost while its handler ran");
    }
    return outcome(item, result, handlerTime, null, 0);
  }

  /**
   * Why a lock is gone: because nobody wants the activity any more, or because it has run out. If
   * the store cannot tell, it has run out.
   */
  StopReason whyLost(LockToken token) {
    try {
      return provider.cancelledWorkItems(List.of(token)).contains(token)
          ? StopReason.CANCELLED
          : StopReason.LOCK_LOST;
    } catch (ProviderException e) {
      return StopReason.LOCK_LOST;
    }
  }

  private ActivityOutcome acknowledge(
      ActivityItem item,
      OrchestratorMessage completion,
      Result success,
      Duration handlerTime,
      @Nullable ErrorDetails error) {
    AckRetry ack = new AckRetry(stop);
    try {
      ack.run(() -> provider.ackWorkItem(item.lockToken(), completion));
      lastErrors.forget(ActivityLog.subject(item));
      return outcome(item, success, handlerTime, error, ack.retries());
    } catch (ProviderException e) {
      if (e.kind() == ErrorKind.LOCK_LOST) {
        boolean cancelled = whyLost(item.lockToken()) == StopReason.CANCELLED;
        Result lost = cancelled ? Result.CANCELLED : Result.LOCK_LOST;
        if (!cancelled) {
          lastErrors.remember(ActivityLog.subject(item), e);
        }
        return outcome(item, lost, handlerTime, null, ack.retries());
      }
      LOG.warn("{} could not be acknowledged; it will run again", ActivityLog.subject(item), e);
      // A storage error that may pass says nothing about the activity, however long it lasts.
      release(item, ACK_FAILED_PAUSE, e.retryable());
      lastErrors.remember(ActivityLog.subject(item), ackFailure(e, error));
      ErrorDetails storage =
          ErrorDetails.of(
              ErrorCategory.INFRASTRUCTURE,
              ErrorReason.UNSPECIFIED,
              "%s could not be acknowledged: %s"
                  .formatted(ActivityLog.subject(item), e.getMessage()));
      return outcome(item, Result.ACK_FAILED, handlerTime, storage, ack.retries());
    }
  }

  private static String ackFailure(ProviderException e, @Nullable ErrorDetails attempt) {
    String message = ErrorDetails.messageOf(e);
    return attempt == null
        ? message
        : message
            + ", after the attempt had failed: "
            + String.join(", by ", attempt.errorClasses())
            + " "
            + attempt;
  }

  private void release(ActivityItem item, Duration pause, boolean ignoreAttempt) {
    try {
      provider.abandonWorkItem(item.lockToken(), pause, ignoreAttempt);
    } catch (ProviderException e) {
      LOG.warn("{} could not be released; its lock will run out", ActivityLog.subject(item), e);
    }
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
