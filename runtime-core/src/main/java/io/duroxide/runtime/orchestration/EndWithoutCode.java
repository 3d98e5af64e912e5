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

/**
 * Ends executions whose code cannot be run, or must not be: of poison, and of those that are
 * terminated where their code is missing. Called by the {@link OrchestrationTurn}; calls the {@link
 * TurnSettlement}. Thread-safe.
 */
record EndWithoutCode(Provider provider, TurnSettlement settlement, OrchestrationOptions options) {

  /**
   * Fails an execution that was delivered too often.
   *
   * @param begun its start if this is its first turn, else empty
   */
  TurnOutcome poison(
      OrchestrationItem item, ExecutionFacts facts, List<HistoryEvent> begun, boolean registered) {
    ErrorReason reason = registered ? ErrorReason.UNSPECIFIED : ErrorReason.UNREGISTERED;
    Past past;
    try {
      past = begun.isEmpty() ? read(item, facts) : Past.begunBy(begun, facts);
    } catch (ProviderException e) {
      if (e.retryable()) {
        return settlement.unreadable(item, facts, e);
      }
      past = Past.of(item, facts, OpenWork.NONE, e.kind() == ErrorKind.CORRUPTION);
    }
    reason = past.corrupt() ? ErrorReason.CORRUPTION : reason;
    String message =
        "orchestration %s%s was delivered %d times, more than the limit of %d"
            .formatted(
                facts.name(),
                registered ? "" : " (not registered)",
                item.deliveryCount(),
                options.maxDeliveries());
    return fail(
        begun.isEmpty() ? item : keepingInputs(item),
        past,
        ErrorDetails.of(ErrorCategory.POISON, reason, message));
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
   * Ends an execution whose code is not registered here, as a client wants it.
   *
   * @param begun its start if this is its first turn, else empty
   */
  TurnOutcome terminate(
      OrchestrationItem item,
      ExecutionFacts facts,
      List<HistoryEvent> begun,
      CancelInstance request) {
    Past past = begun.isEmpty() ? read(item, facts) : Past.begunBy(begun, facts);
    return terminate(item, past, request);
  }

  private TurnOutcome terminate(OrchestrationItem item, Past past, CancelInstance request) {
    long now = past.facts().now();
    long id = past.lastEventId();
    List<HistoryEvent> events = new ArrayList<>(past.begun());
    events.add(new CancelRequested(id + 1, now, request.reason(), true));
    events.add(new OrchestrationCancelled(id + 2, now, request.reason()));
    return commit(item, past, new Outcome.Cancelled(request.reason()), events);
  }

  private TurnOutcome fail(OrchestrationItem item, Past past, ErrorDetails error) {
    List<HistoryEvent> events = new ArrayList<>(past.begun());
    events.add(new OrchestrationFailed(past.lastEventId() + 1, past.facts().now(), error));
    return commit(item, past, new Outcome.Failed(error), events);
  }

  private TurnOutcome commit(
      OrchestrationItem item, Past past, Outcome outcome, List<HistoryEvent> events) {
    OpenWork open = past.open();
    TurnDecision decision =
        new TurnDecision(outcome, events, List.of(), open.activities(), open.children());
    return settlement.commit(item, past.facts(), decision, past.facts().turnsBefore());
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
