package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.Limits;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.OrchestrationItem.CurrentExecution;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import io.duroxide.runtime.loop.AckRetry;
import io.duroxide.runtime.loop.LastErrors;
import io.duroxide.runtime.loop.StopSignal;
import io.duroxide.runtime.orchestration.TurnOutcome.Disposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a turn leaves: committed, dropped or given back, and the record of it. Called by {@link
 * OrchestrationTurn}; calls the provider. Thread-safe.
 */
final class TurnSettlement {

  private static final Logger LOG = LoggerFactory.getLogger(TurnSettlement.class);

  /** Pause before a turn whose acknowledgement failed is offered again, as in duroxide. */
  private static final Duration ACK_FAILED_PAUSE = Duration.ofMillis(50);

  /** Pause before an instance that cannot be read is offered again, as in duroxide. */
  private static final Duration UNREADABLE_PAUSE = Duration.ofSeconds(1);

  private final Provider provider;
  private final StopSignal stop;
  private final TurnLimits limits;
  private final LastErrors lastErrors;

  TurnSettlement(Provider provider, StopSignal stop, Limits limits, LastErrors lastErrors) {
    this.provider = provider;
    this.stop = stop;
    this.limits = new TurnLimits(limits);
    this.lastErrors = lastErrors;
  }

  /** Commits a decision, or the failure that takes its place if it is beyond the limits. */
  TurnOutcome commit(
      OrchestrationItem item, ExecutionFacts facts, TurnDecision decision, int turns) {
    HistorySize before = HistorySize.before(item, facts);
    HistorySize after = before.plus(decision.events());
    ErrorDetails violation = limits.violation(decision, after);
    if (violation == null) {
      return commit(item, facts, decision, turns, before, after);
    }
    OpenWork open;
    try {
      open =
          facts.firstTurn()
              ? OpenWork.NONE
              : OpenWork.of(provider.readHistory(item.instance(), facts.executionId(), 0));
    } catch (ProviderException e) {
      return unreadable(item, facts, e);
    }
    TurnDecision failed = TurnLimits.failure(decision, before, facts.now(), violation, open);
    return commit(item, facts, failed, turns, before, before.plus(failed.events()));
  }

  private TurnOutcome commit(
      OrchestrationItem item,
      ExecutionFacts facts,
      TurnDecision decision,
      int turns,
      HistorySize before,
      HistorySize after) {
    TurnCommit commit =
        TurnCommitBuilder.build(
            item.lockToken(),
            facts,
            decision,
            turns,
            after.bytes(),
            Assignment.refusedStarts(item));
    AckRetry ack = new AckRetry(stop);
    Disposition disposition = acknowledge(item, commit, ack, Disposition.COMMITTED);
    if (disposition == Disposition.COMMITTED) {
      limits.warn(facts, before, after);
    }
    ErrorDetails error =
        decision.outcome() instanceof Outcome.Failed failed ? failed.error() : null;
    ExecutionStatus status = TurnCommitBuilder.statusOf(decision.outcome());
    long historySize = decision.events().isEmpty() ? 0 : after.lastEventId();
    return outcome(disposition, facts, turns, historySize, status, error, ack.retries());
  }

  /** The messages' receiver is over: they go, and parents who tried to start it again are told. */
  TurnOutcome drop(OrchestrationItem item, ExecutionFacts facts, CurrentExecution over) {
    List<OutgoingMessage> answers = new ArrayList<>();
    for (OrchestratorMessage answer : Assignment.refusedStarts(item)) {
      answers.add(new OutgoingMessage(answer, null));
    }
    TurnCommit commit =
        TurnCommit.dropMessages(item.lockToken(), item.instance(), over.executionId())
            .withMessages(answers);
    AckRetry ack = new AckRetry(stop);
    Disposition disposition = acknowledge(item, commit, ack, Disposition.DROPPED);
    return outcome(
        disposition, facts, over.turns(), over.lastEventId(), over.status(), null, ack.retries());
  }

  /** Gives the instance back, to be offered again after {@code pause}. */
  TurnOutcome abandon(OrchestrationItem item, ExecutionFacts facts, Duration pause, String why) {
    return abandon(item, facts, pause, false, why);
  }

  /** Gives an instance back because the store could not answer what its turn has to know. */
  TurnOutcome unreadable(OrchestrationItem item, ExecutionFacts facts, ProviderException e) {
    // Not its message: a database likes to quote values in it.
    String why = "the store did not answer (" + e.kind() + ")";
    return abandon(item, facts, UNREADABLE_PAUSE, e.retryable(), why);
  }

  /** Gives an instance back whose code could not run: that is the node's fault. */
  TurnOutcome starved(OrchestrationItem item, ExecutionFacts facts, Duration pause) {
    return abandon(item, facts, pause, true, "its code was given no processor for too long");
  }

  /** Gives an instance back that was not tried, or not to its end; that does not count. */
  TurnOutcome postpone(OrchestrationItem item, ExecutionFacts facts, Duration pause) {
    release(item, pause, true);
    return abandoned(facts);
  }

  private TurnOutcome abandon(
      OrchestrationItem item,
      ExecutionFacts facts,
      Duration pause,
      boolean ignoreAttempt,
      String why) {
    LOG.warn(
        "turn of instance {} (delivery {}) put off by {}: {}",
        item.instance(),
        item.deliveryCount(),
        pause,
        why);
    lastErrors.remember(item.instance(), why);
    release(item, pause, ignoreAttempt);
    return abandoned(facts);
  }

  private TurnOutcome abandoned(ExecutionFacts facts) {
    return outcome(
        Disposition.ABANDONED, facts, facts.turnsBefore(), 0, ExecutionStatus.RUNNING, null, 0);
  }

  private Disposition acknowledge(
      OrchestrationItem item, TurnCommit commit, AckRetry ack, Disposition success) {
    TurnCommit complete = withDeadLetters(item, commit);
    try {
      ack.run(() -> provider.ackOrchestrationItem(complete));
      lastErrors.forget(item.instance());
      return success;
    } catch (ProviderException e) {
      lastErrors.remember(item.instance(), e);
      if (e.kind() == ErrorKind.LOCK_LOST) {
        return Disposition.LOCK_LOST;
      }
      // Never a verdict about the instance: a storage error says nothing about its code. One that
      // may pass does not even count, however long it lasts.
      LOG.warn("turn of instance {} could not be committed; it will run again", item.instance(), e);
      release(item, ACK_FAILED_PAUSE, e.retryable());
      return Disposition.ABANDONED;
    }
  }

  private static TurnCommit withDeadLetters(OrchestrationItem item, TurnCommit commit) {
    if (item.undecodable().isEmpty()) {
      return commit;
    }
    LOG.error(
        "{} messages of instance {} have no reader after {} deliveries; they become dead letters",
        item.undecodable().size(),
        item.instance(),
        item.deliveryCount());
    return commit.withDeadLetters(item.undecodable());
  }

  private void release(OrchestrationItem item, Duration pause, boolean ignoreAttempt) {
    try {
      provider.abandonOrchestrationItem(item.lockToken(), pause, ignoreAttempt);
    } catch (ProviderException e) {
      LOG.warn("instance {} could not be released; its lock will run out", item.instance(), e);
    }
  }

  private TurnOutcome outcome(
      Disposition disposition,
      ExecutionFacts facts,
      int turns,
      long historySize,
      ExecutionStatus status,
      @Nullable ErrorDetails error,
      int ackRetries) {
    // A child's poison fails a parent that ran: only a turn that never ran its code is poison
    // itself.
    boolean poisoned =
        error != null && error.category() == ErrorCategory.POISON && turns == facts.turnsBefore();
    return new TurnOutcome(
        disposition,
        facts.instance(),
        facts.executionId(),
        facts.name(),
        facts.versionOrUnknown(),
        facts.origin(),
        facts.parent(),
        facts.firstTurn(),
        turns,
        historySize,
        facts.startedAt(),
        facts.executionStartedAt(),
        facts.now(),
        status,
        error,
        poisoned,
        ackRetries);
  }
}
