package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.CustomStatusSet;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.KeyValueRemoved;
import io.duroxide.history.HistoryEvent.KeyValueSet;
import io.duroxide.history.HistoryEvent.KeyValuesCleared;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.TimerCreated;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.ContinueAsNew;
import io.duroxide.history.OrchestratorMessage.StartOrchestration;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationCompleted;
import io.duroxide.history.OrchestratorMessage.SubOrchestrationFailed;
import io.duroxide.history.OrchestratorMessage.TimerFired;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceChanges;
import io.duroxide.provider.InstanceChanges.NewCustomStatus;
import io.duroxide.provider.KeyValueChange;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.TurnCommit;
import io.duroxide.provider.TurnCommit.ExecutionState;
import io.duroxide.provider.TurnCommit.OutgoingMessage;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a decision into the one transaction that makes it true. Called by the turn; the provider
 * writes the result.
 */
final class TurnCommitBuilder {

  private static final String PARENT_ENDED = "parent ended";

  private final ExecutionFacts facts;
  private final TurnDecision decision;
  private final List<ActivityWorkItem> activities = new ArrayList<>();
  private final List<OutgoingMessage> messages = new ArrayList<>();

  private TurnCommitBuilder(ExecutionFacts facts, TurnDecision decision) {
    this.facts = facts;
    this.decision = decision;
  }

  /**
   * Builds the commit.
   *
   * @param turns committed turns of the execution, counting this one if it ran
   * @param historyBytes size of the execution's payloads after this turn
   * @param answers further messages to send
   */
  static TurnCommit build(
      LockToken token,
      ExecutionFacts facts,
      TurnDecision decision,
      int turns,
      long historyBytes,
      List<OrchestratorMessage> answers) {
    TurnCommitBuilder builder = new TurnCommitBuilder(facts, decision);
    builder.dispatch();
    decision
        .cancelledChildren()
        .forEach(child -> builder.send(new CancelInstance(child, PARENT_ENDED, false)));
    builder.announceEnd();
    answers.forEach(builder::send);
    ExecutionState state =
        new ExecutionState(
            facts.name(),
            facts.versionOrUnknown(),
            statusOf(decision.outcome()),
            resultOf(decision.outcome()),
            turns,
            facts.startedAt(),
            facts.parent(),
            startedBy(decision),
            historyBytes);
    return new TurnCommit(
        token,
        facts.instance(),
        facts.executionId(),
        decision.events(),
        state,
        builder.activities,
        builder.messages,
        decision.cancelledActivities(),
        changesOf(decision.events()),
        List.of());
  }

  /** The runtime that started the execution, if this turn did. */
  private static @Nullable String startedBy(TurnDecision decision) {
    return !decision.events().isEmpty()
            && decision.events().get(0) instanceof OrchestrationStarted started
        ? started.runtimeVersion()
        : null;
  }

  static ExecutionStatus statusOf(Outcome outcome) {
    if (outcome instanceof Outcome.Completed) {
      return ExecutionStatus.COMPLETED;
    }
    if (outcome instanceof Outcome.Failed) {
      return ExecutionStatus.FAILED;
    }
    if (outcome instanceof Outcome.Cancelled) {
      return ExecutionStatus.CANCELLED;
    }
    return outcome instanceof Outcome.ContinuedAsNew
        ? ExecutionStatus.CONTINUED_AS_NEW
        : ExecutionStatus.RUNNING;
  }

  /** What the turn's events mean for the data that outlives the execution. */
  private static InstanceChanges changesOf(List<HistoryEvent> events) {
    NewCustomStatus status = null;
    List<KeyValueChange> keyValues = new ArrayList<>();
    for (HistoryEvent event : events) {
      if (event instanceof CustomStatusSet set) {
        status = new NewCustomStatus(set.status());
      } else if (event instanceof KeyValueSet set) {
        keyValues.add(new KeyValueChange.Set(set.key(), set.value(), set.at()));
      } else if (event instanceof KeyValueRemoved removed) {
        keyValues.add(new KeyValueChange.Remove(removed.key()));
      } else if (event instanceof KeyValuesCleared) {
        keyValues.add(new KeyValueChange.Clear());
      }
    }
    return new InstanceChanges(status, keyValues);
  }

  private static @Nullable String resultOf(Outcome outcome) {
    if (outcome instanceof Outcome.Completed completed) {
      return completed.output();
    }
    if (outcome instanceof Outcome.Failed failed) {
      return PayloadCodec.encodeError(failed.error());
    }
    return outcome instanceof Outcome.Cancelled cancelled ? cancelled.reason() : null;
  }

  /**
   * Sends out what code scheduled; of an execution that ended, only what is not its own: detached
   * starts.
   */
  private void dispatch() {
    boolean goesOn = decision.outcome() instanceof Outcome.Continue;
    for (HistoryEvent event : decision.scheduled()) {
      if (event instanceof DetachedStarted started) {
        send(
            new StartOrchestration(
                started.startedInstance(),
                started.name(),
                started.version(),
                started.input(),
                StartOrigin.DETACHED,
                null));
      } else if (goesOn) {
        dispatchOwn(event);
      }
    }
  }

  private void dispatchOwn(HistoryEvent event) {
    if (event instanceof ActivityScheduled scheduled) {
      activities.add(
          new ActivityWorkItem(
              facts.instance(),
              facts.executionId(),
              scheduled.id(),
              scheduled.name(),
              scheduled.input(),
              facts.name(),
              facts.versionOrUnknown(),
              scheduled.attempt(),
              scheduled.maxAttempts(),
              scheduled.timeoutMillis(),
              scheduled.tag(),
              scheduled.sessionId()));
    } else if (event instanceof TimerCreated timer) {
      messages.add(
          new OutgoingMessage(
              new TimerFired(facts.instance(), facts.executionId(), timer.id()),
              facts.byTheClock(timer.fireAt())));
    } else if (event instanceof SubOrchestrationScheduled child) {
      send(
          new StartOrchestration(
              child.childInstance(),
              child.name(),
              child.version(),
              child.input(),
              StartOrigin.SUB_ORCHESTRATION,
              new ParentLink(facts.instance(), facts.executionId(), child.id(), facts.name())));
    }
  }

  private void announceEnd() {
    Outcome outcome = decision.outcome();
    ParentLink parent = facts.parent();
    if (outcome instanceof Outcome.ContinuedAsNew next) {
      send(
          new ContinueAsNew(
              facts.instance(),
              facts.name(),
              next.version(),
              next.input(),
              facts.parent(),
              next.customStatus(),
              next.carried()));
    } else if (parent != null && outcome instanceof Outcome.Completed completed) {
      send(
          new SubOrchestrationCompleted(
              parent.instance(), parent.executionId(), parent.scheduledId(), completed.output()));
    } else if (parent != null && outcome instanceof Outcome.Failed failed) {
      tellFailure(parent, failed.error());
    } else if (parent != null && outcome instanceof Outcome.Cancelled cancelled) {
      tellFailure(
          parent,
          ErrorDetails.of(
              ErrorCategory.CANCELLED,
              ErrorReason.UNSPECIFIED,
              "cancelled: " + cancelled.reason()));
    }
  }

  private void tellFailure(ParentLink parent, ErrorDetails error) {
    send(
        new SubOrchestrationFailed(
            parent.instance(), parent.executionId(), parent.scheduledId(), error));
  }

  private void send(OrchestratorMessage message) {
    messages.add(new OutgoingMessage(message, null));
  }
}
