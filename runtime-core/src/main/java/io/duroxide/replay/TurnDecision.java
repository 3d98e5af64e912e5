package io.duroxide.replay;

import io.duroxide.ErrorDetails;
import io.duroxide.history.HistoryEvent;
import io.duroxide.history.QueueMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one turn decided.
 *
 * @param events the history delta: arrivals, then new schedules, then cancellation notes, then the
 *     terminal event
 * @param scheduled those of {@code events} that were scheduled by code in this turn
 * @param cancelledActivities scheduling ids of activities nobody waits for any more
 * @param cancelledChildren instance ids of children nobody waits for any more
 */
public record TurnDecision(
    Outcome outcome,
    List<HistoryEvent> events,
    List<HistoryEvent> scheduled,
    List<Long> cancelledActivities,
    List<String> cancelledChildren) {

  public TurnDecision {
    events = List.copyOf(events);
    scheduled = List.copyOf(scheduled);
    cancelledActivities = List.copyOf(cancelledActivities);
    cancelledChildren = List.copyOf(cancelledChildren);
  }

  /** How the execution stands after the turn. */
  public sealed interface Outcome {

    /** Waits for something. */
    record Continue() implements Outcome {}

    record Completed(@Nullable String output) implements Outcome {}

    record Failed(ErrorDetails error) implements Outcome {}

    record Cancelled(String reason) implements Outcome {}

    /**
     * @param customStatus the instance's custom status, encoded
     * @param carried queue messages nobody has taken, in the order of their arrival
     */
    record ContinuedAsNew(
        @Nullable String version,
        @Nullable String input,
        @Nullable String customStatus,
        List<QueueMessage> carried)
        implements Outcome {

      public ContinuedAsNew {
        carried = List.copyOf(carried);
      }
    }
  }
}
