package io.duroxide.runtime.orchestration;

import io.duroxide.runtime.orchestration.TurnOutcome.Disposition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of an orchestration in log lines, written once its facts are committed. Names and ids,
 * never payloads.
 */
final class TurnLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.duroxide.orchestration");

  private TurnLog() {}

  static void log(int slot, TurnOutcome outcome) {
    if (outcome.disposition() != Disposition.COMMITTED) {
      LOG.debug("slot {}: turn of {} {}", slot, outcome.instance(), outcome.disposition());
      return;
    }
    if (outcome.firstTurn()) {
      LOG.info(
          "started {} {} instance={} execution={} origin={}",
          outcome.orchestrationName(),
          outcome.orchestrationVersion(),
          outcome.instance(),
          outcome.executionId(),
          outcome.origin());
    }
    switch (outcome.status()) {
      case RUNNING ->
          LOG.debug("slot {}: turn {} of {}", slot, outcome.turns(), outcome.instance());
      case COMPLETED, CANCELLED, CONTINUED_AS_NEW -> ended(outcome);
      case FAILED -> failed(outcome);
    }
  }

  private static void ended(TurnOutcome outcome) {
    LOG.info(
        "ended {} {} instance={} execution={} outcome={} turns={} duration_ms={}",
        outcome.orchestrationName(),
        outcome.orchestrationVersion(),
        outcome.instance(),
        outcome.executionId(),
        outcome.status(),
        outcome.turns(),
        outcome.endedAt() - outcome.instanceStartedAt());
  }

  private static void failed(TurnOutcome outcome) {
    LOG.warn(
        "failed {} {} instance={} execution={} turns={} duration_ms={} error={}",
        outcome.orchestrationName(),
        outcome.orchestrationVersion(),
        outcome.instance(),
        outcome.executionId(),
        outcome.turns(),
        outcome.endedAt() - outcome.instanceStartedAt(),
        outcome.error() == null
            ? "none"
            : outcome.error().category() + "/" + outcome.error().reason());
  }
}
