package io.duroxide.runtime.orchestration;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.Limits;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the decisions of turns against the limits of size; the engine itself minds their number of
 * events. Called by the {@link TurnSettlement}.
 */
record TurnLimits(Limits limits) {

  private static final Logger LOG = LoggerFactory.getLogger("io.duroxide.orchestration");

  /** Why a decision must not be committed, or null. */
  @Nullable ErrorDetails violation(TurnDecision decision, HistorySize after) {
    for (HistoryEvent event : decision.scheduled()) {
      if (HistorySize.payloadBytes(event) > limits.maxPayloadBytes()) {
        return tooLarge("the payload of event " + event.id(), event);
      }
    }
    List<HistoryEvent> events = decision.events();
    if (!(decision.outcome() instanceof Outcome.Continue)) {
      // An execution that ends cannot grow any more, so only its result matters.
      HistoryEvent end = events.get(events.size() - 1);
      // An error is cut where it is made and never refused: another in its place would hide it.
      return !(end instanceof OrchestrationFailed)
              && HistorySize.payloadBytes(end) > limits.maxPayloadBytes()
          ? tooLarge("the result", end)
          : null;
    }
    return after.bytes() > limits.maxHistoryBytes()
        ? exceeded("the history has", after.bytes(), "bytes", limits.maxHistoryBytes())
        : null;
  }

  /** The one event that stands for a turn that went beyond a limit. */
  static TurnDecision failure(
      TurnDecision refused, HistorySize before, long now, ErrorDetails error, OpenWork open) {
    List<HistoryEvent> events = new ArrayList<>();
    long lastEventId = before.lastEventId();
    if (!refused.events().isEmpty()
        && refused.events().get(0) instanceof OrchestrationStarted started) {
      events.add(started);
      lastEventId = started.id();
    }
    events.add(new OrchestrationFailed(lastEventId + 1, now, error));
    return new TurnDecision(
        new Outcome.Failed(error), events, List.of(), open.activities(), open.children());
  }

  /** Says so when a committed turn passed a threshold; only one turn of an execution does. */
  void warn(ExecutionFacts facts, HistorySize before, HistorySize after) {
    if (before.lastEventId() < limits.warnHistoryEvents()
        && after.lastEventId() >= limits.warnHistoryEvents()) {
      warn(facts, after.lastEventId(), "events", limits.maxHistoryEvents());
    }
    if (before.bytes() < limits.warnHistoryBytes() && after.bytes() >= limits.warnHistoryBytes()) {
      warn(facts, after.bytes(), "bytes", limits.maxHistoryBytes());
    }
  }

  private static void warn(ExecutionFacts facts, long size, String unit, long limit) {
    LOG.warn(
        "large history: {} {} instance={} execution={} has {} {} of at most {}; continue as new",
        facts.name(),
        facts.versionOrUnknown(),
        facts.instance(),
        facts.executionId(),
        size,
        unit,
        limit);
  }

  private ErrorDetails tooLarge(String what, HistoryEvent event) {
    String described = "%s (%s) has".formatted(what, event.kind());
    return exceeded(described, HistorySize.payloadBytes(event), "bytes", limits.maxPayloadBytes());
  }

  private static ErrorDetails exceeded(String what, long size, String unit, long limit) {
    return ErrorDetails.of(
        ErrorCategory.CONFIGURATION,
        ErrorReason.LIMIT_EXCEEDED,
        "%s %d %s, more than the limit of %d".formatted(what, size, unit, limit));
  }
}
