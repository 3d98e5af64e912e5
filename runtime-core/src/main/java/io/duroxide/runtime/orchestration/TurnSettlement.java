package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.history.HistoryEvent;
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

  private final Provider provider;
  private final StopSignal stop;

  TurnSettlement(Provider provider, StopSignal stop) {
    this.provider = provider;
    this.stop = stop;
  }

  /** Commits a decision. */
  TurnOutcome commit(
      OrchestrationItem item, ExecutionFacts facts, TurnDecision decision, int turns) {
    TurnCommit commit =
        TurnCommitBuilder.build(
            item.lockToken(), facts, decision, turns, Assignment.refusedStarts(item));
    AckRetry ack = new AckRetry(stop);
    Disposition disposition = acknowledge(item, commit, ack, Disposition.COMMITTED);
    List<HistoryEvent> events = decision.events();
    long historySize = events.isEmpty() ? 0 : events.get(events.size() - 1).id();
    ErrorDetails error =
        decision.outcome() instanceof Outcome.Failed failed ? failed.error() : null;
    ExecutionStatus status = TurnCommitBuilder.statusOf(decision.outcome());
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

  /** Messages that cannot be read, or that nobody will ever receive, go. */
  TurnOutcome dropUnreceived(OrchestrationItem item, ExecutionFacts facts) {
    LOG.error(
        "{} messages for the unknown instance {} are dropped after {} deliveries",
        item.messages().size() + item.undecodable().size(),
        item.instance(),
        item.deliveryCount());
    AckRetry ack = new AckRetry(stop);
    TurnCommit nothing = TurnCommit.dropMessages(item.lockToken(), item.instance(), 0);
    Disposition disposition = acknowledge(item, nothing, ack, Disposition.DROPPED);
    return outcome(disposition, facts, 0, 0, ExecutionStatus.RUNNING, null, ack.retries());
  }

  /** Gives the instance back, to be offered again after {@code pause}. */
  TurnOutcome abandon(OrchestrationItem item, ExecutionFacts facts, Duration pause, String why) {
    LOG.warn(
        "turn of instance {} (delivery {}) put off by {}: {}",
        item.instance(),
        item.deliveryCount(),
        pause,
        why);
    release(item, pause);
    return outcome(
        Disposition.ABANDONED, facts, facts.turnsBefore(), 0, ExecutionStatus.RUNNING, null, 0);
  }

  private Disposition acknowledge(
      OrchestrationItem item, TurnCommit commit, AckRetry ack, Disposition success) {
    try {
      ack.run(() -> provider.ackOrchestrationItem(commit));
      return success;
    } catch (ProviderException e) {
      if (e.kind() == ErrorKind.LOCK_LOST) {
        return Disposition.LOCK_LOST;
      }
      // Never a verdict about the instance: a storage error says nothing about its code.
      LOG.warn("turn of instance {} could not be committed; it will run again", item.instance(), e);
      release(item, ACK_FAILED_PAUSE);
      return Disposition.ABANDONED;
    }
  }

  private void release(OrchestrationItem item, Duration pause) {
    try {
      provider.abandonOrchestrationItem(item.lockToken(), pause, false);
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
        facts.now(),
        status,
        error,
        poisoned,
        ackRetries);
  }
}
