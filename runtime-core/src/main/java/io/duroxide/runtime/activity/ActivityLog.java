package io.duroxide.runtime.activity;

import io.duroxide.ErrorDetails;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.provider.ActivityItem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of activities in log lines, the end of each written once it is decided. Names, ids
 * and kinds of errors, never payloads or messages.
 */
final class ActivityLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.duroxide.activity");

  private ActivityLog() {}

  /** Names an activity in messages. */
  static String subject(ActivityItem item) {
    ActivityWorkItem work = item.work();
    return "activity "
        + work.name()
        + "#"
        + work.scheduledId()
        + " of instance "
        + work.instance()
        + ", execution "
        + work.executionId();
  }

  static void started(int slot, ActivityItem item) {
    if (LOG.isDebugEnabled()) {
      ActivityWorkItem work = item.work();
      LOG.debug(
          "slot {}: started {}#{} instance={} execution={} attempt={} delivery={}",
          slot,
          work.name(),
          work.scheduledId(),
          work.instance(),
          work.executionId(),
          work.attempt(),
          item.deliveryCount());
    }
  }

  static void ended(int slot, ActivityOutcome outcome) {
    switch (outcome.result()) {
      case SUCCEEDED, CANCELLED -> over(outcome);
      case FAILED, TIMED_OUT, POISONED -> failed(outcome);
      case LOCK_LOST, HANDED_BACK, ACK_FAILED -> undecided(slot, outcome);
    }
  }

  private static void over(ActivityOutcome outcome) {
    if (LOG.isInfoEnabled()) {
      ActivityWorkItem work = outcome.work();
      LOG.info(
          "ended {}#{} instance={} execution={} outcome={} attempt={} duration_ms={}",
          work.name(),
          work.scheduledId(),
          work.instance(),
          work.executionId(),
          outcome.result(),
          work.attempt(),
          outcome.handlerTime().toMillis());
    }
  }

  private static void failed(ActivityOutcome outcome) {
    ActivityWorkItem work = outcome.work();
    ErrorDetails error = outcome.error();
    LOG.warn(
        "failed {}#{} instance={} execution={} outcome={} attempt={} of {} duration_ms={} error={}",
        work.name(),
        work.scheduledId(),
        work.instance(),
        work.executionId(),
        outcome.result(),
        work.attempt(),
        work.maxAttempts(),
        outcome.handlerTime().toMillis(),
        error == null ? "none" : error.category() + "/" + error.reason());
  }

  /** Somebody will run it again, or has; whoever decided so has said why. */
  private static void undecided(int slot, ActivityOutcome outcome) {
    if (LOG.isDebugEnabled()) {
      ActivityWorkItem work = outcome.work();
      LOG.debug(
          "slot {}: undecided {}#{} instance={} execution={} outcome={} attempt={}",
          slot,
          work.name(),
          work.scheduledId(),
          work.instance(),
          work.executionId(),
          outcome.result(),
          work.attempt());
    }
  }
}
