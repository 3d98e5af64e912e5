package io.duroxide.runtime.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorDetails;
import io.duroxide.history.EventKind;
import io.duroxide.history.HistoryEvent;
import io.duroxide.replay.TurnDecision;
import io.duroxide.replay.TurnDecision.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests read off decisions. */
final class Decisions {

  static final Outcome CONTINUE = new Outcome.Continue();

  private Decisions() {}

  static Outcome completed(@Nullable String json) {
    return new Outcome.Completed(json);
  }

  static List<EventKind> kinds(List<HistoryEvent> events) {
    return events.stream().map(HistoryEvent::kind).toList();
  }

  /** Kinds of what the turn wrote. */
  static List<EventKind> kinds(TurnDecision decision) {
    return kinds(decision.events());
  }

  /** Kinds of what code asked for in the turn. */
  static List<EventKind> scheduled(TurnDecision decision) {
    return kinds(decision.scheduled());
  }

  static List<Long> ids(List<HistoryEvent> events) {
    return events.stream().map(HistoryEvent::id).toList();
  }

  static ErrorDetails failure(TurnDecision decision) {
    assertThat(decision.outcome()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) decision.outcome()).error();
  }

  /** What an activity reports that threw an application's exception. */
  static ErrorDetails application(String code) {
    return ErrorDetails.of(ApplicationException.retryable("broken", code));
  }
}
