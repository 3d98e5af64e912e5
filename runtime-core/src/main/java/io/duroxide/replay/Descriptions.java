package io.duroxide.replay;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.history.HistoryEvent.TimerCreated;
import java.util.Locale;

/** Events in words, for error messages: names, never payloads. */
final class Descriptions {

  private Descriptions() {}

  static String of(HistoryEvent event) {
    if (event instanceof ActivityScheduled scheduled) {
      return "activity " + scheduled.name() + " (attempt " + scheduled.attempt() + ")";
    }
    if (event instanceof TimerCreated) {
      return "timer";
    }
    if (event instanceof EventSubscribed subscribed) {
      return "event " + subscribed.name();
    }
    if (event instanceof SubOrchestrationScheduled scheduled) {
      return "sub-orchestration " + scheduled.name();
    }
    if (event instanceof DetachedStarted started) {
      return "detached orchestration " + started.name();
    }
    if (event instanceof SystemCallRecorded recorded) {
      return "system call " + recorded.call();
    }
    return event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
