package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.CancelRequested;
import io.duroxide.history.HistoryEvent.OrchestrationCancelled;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.history.OrchestratorMessage;
import io.duroxide.history.OrchestratorMessage.CancelInstance;
import io.duroxide.history.OrchestratorMessage.EventRaised;
import io.duroxide.history.OrchestratorMessage.QueueMessageSent;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.replay.CorruptHistoryException;
import io.duroxide.replay.HistoryShape;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends executions whose code is not asked: those that were delivered too often or never began, and
 * those that an operator terminates although their code is missing or blocks. Called by {@link
 * OrchestrationTurn}; calls the {@link TurnSettlement}. Thread-safe.
 */
record EndWithoutCode(Provider provider, TurnSettlement settlement, OrchestrationOptions options) {

  /**
   * Fails an execution as poison.
   *
   * @param begun its start if this turn begins it, else null
   * @param reason unless the history cannot be read
   */
  TurnOutcome poison(
      OrchestrationItem item,
      ExecutionFacts facts,
      @Nullable OrchestrationStarted begun,
      ErrorReason reason,
      String message) {
    Past past;
    try {
      past = past(item, facts, begun);
    } catch (ProviderException e) {
      return settlement.unreadable(item, facts, e);
    }
    ErrorDetails error =
        ErrorDetails.of(
            ErrorCategory.POISON, past.corrupt() ? ErrorReason.CORRUPTION : reason, message);
    return fail(begun == null ? item : keepingInputs(item), past, error);
  }

  /** Fails the execution whose start did not come, or cannot be read. */
  TurnOutcome neverBegun(OrchestrationItem item, ExecutionFacts facts) {
    boolean unreadable = !item.undecodable().isEmpty();
    String message =
        "expected the start of execution %d of instance %s, got none %s in %d deliveries"
            .formatted(
                facts.executionId(),
                facts.instance(),
                unreadable ? "that can be read" : "at all",
                item.deliveryCount());
    ErrorReason reason = unreadable ? ErrorReason.CORRUPTION : ErrorReason.UNSPECIFIED;
    return fail(
        keepingInputs(item),
        Past.begunBy(List.of(started(facts)), facts),
        ErrorDetails.of(ErrorCategory.POISON, reason, message));
  }

  /** Ends an execution whose start is not here, as a client wants it. */
  TurnOutcome terminateUnbegun(
      OrchestrationItem item, ExecutionFacts facts, CancelInstance request) {
    return terminate(item, Past.begunBy(List.of(started(facts)), facts), request);
  }

  /**
   * Cancels an execution whose code is not registered here, or blocks, as a client wants it.
   *
   * @param begun its start if this turn begins it, else null
   */
  TurnOutcome terminate(
      OrchestrationItem item,
      ExecutionFacts facts,
      @Nullable OrchestrationStarted begun,
      CancelInstance request) {
    Past past;
    try {
      past = past(item, facts, begun);
    } catch (ProviderException e) {
      return settlement.unreadable(item, facts, e);
    }
    return terminate(item, past, request);
  }

  /** Ends with these events and with what becomes of the work that was open. */
  static TurnDecision decision(Outcome outcome, List<HistoryEvent> events, OpenWork open) {
    return new TurnDecision(outcome, events, List.of(), open.activities(), open.children());
  }

  private TurnOutcome terminate(OrchestrationItem item, Past past, CancelInstance request) {
    long now = past.facts().now();
    long id = past.lastEventId() + 1;
    List<HistoryEvent> notes = past.open().cancelled(id + 1, now);
    List<HistoryEvent> events = new ArrayList<>(past.begun());
    events.add(new CancelRequested(id, now, request.reason(), true));
    events.addAll(notes);
    events.add(new OrchestrationCancelled(id + 1 + notes.size(), now, request.reason()));
    return commit(item, past, new Outcome.Cancelled(request.reason()), events);
  }

  private TurnOutcome fail(OrchestrationItem item, Past past, ErrorDetails error) {
    List<HistoryEvent> events = new ArrayList<>(past.begun());
    events.add(new OrchestrationFailed(past.lastEventId() + 1, past.facts().now(), error));
    return commit(item, past, new Outcome.Failed(error), events);
  }

  private TurnOutcome commit(
      OrchestrationItem item, Past past, Outcome outcome, List<HistoryEvent> events) {
    TurnDecision decision = decision(outcome, events, past.open());
    return settlement.commit(item, past.facts(), decision, past.facts().turnsBefore());
  }

  /**
   * @throws ProviderException if the store may answer later
   */
  private Past past(
      OrchestrationItem item, ExecutionFacts facts, @Nullable OrchestrationStarted begun) {
    if (begun != null) {
      return Past.begunBy(List.of(begun), facts);
    }
    try {
      return read(item, facts);
    } catch (ProviderException e) {
      if (e.retryable()) {
        throw e;
      }
      return Past.of(item, facts, OpenWork.NONE, e.kind() == ErrorKind.CORRUPTION);
    }
  }

  private Past read(OrchestrationItem item, ExecutionFacts facts) {
    List<HistoryEvent> history = provider.readHistory(item.instance(), facts.executionId(), 0);
    OpenWork open = OpenWork.of(history);
    try {
      HistoryShape.check(history);
    } catch (CorruptHistoryException e) {
      return Past.of(item, facts, open, true);
    }
    HistoryEvent last = history.get(history.size() - 1);
    ExecutionFacts known =
        facts.startedBy((OrchestrationStarted) history.get(0)).notBefore(last.at());
    return new Past(known, List.of(), last.id(), open, false);
  }

  private OrchestrationStarted started(ExecutionFacts facts) {
    StartOrigin origin = facts.origin() == null ? StartOrigin.CLIENT : facts.origin();
    return new OrchestrationStarted(
        1,
        facts.now(),
        facts.name(),
        facts.versionOrUnknown(),
        null,
        origin,
        facts.parent(),
        options.runtimeVersion(),
        null,
        List.of());
  }

  /** What was sent to an execution that could never take it is worth being found again. */
  private static OrchestrationItem keepingInputs(OrchestrationItem item) {
    List<String> kept = new ArrayList<>(item.undecodable());
    for (OrchestratorMessage message : item.messages()) {
      if (message instanceof EventRaised || message instanceof QueueMessageSent) {
        kept.add(HistoryCodec.encode(message));
      }
    }
    return new OrchestrationItem(
        item.instance(),
        item.current(),
        item.messages(),
        kept,
        item.deliveryCount(),
        item.lockToken(),
        item.waited());
  }

  /**
   * What an execution leaves behind.
   *
   * @param begun its start, if it is to be written
   * @param corrupt whether its history cannot be understood
   */
  private record Past(
      ExecutionFacts facts,
      List<HistoryEvent> begun,
      long lastEventId,
      OpenWork open,
      boolean corrupt) {

    static Past begunBy(List<HistoryEvent> begun, ExecutionFacts facts) {
      return new Past(facts, begun, begun.size(), OpenWork.NONE, false);
    }

    /** As far as it is known without its history. */
    static Past of(OrchestrationItem item, ExecutionFacts facts, OpenWork open, boolean corrupt) {
      long last = item.current() == null ? 0 : item.current().lastEventId();
      return new Past(facts, List.of(), last, open, corrupt);
    }
  }
}
