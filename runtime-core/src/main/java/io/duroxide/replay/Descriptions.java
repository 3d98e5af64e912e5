package io.duroxide.replay;

import io.duroxide.history.HistoryEvent;
import io.duroxide.history.HistoryEvent.ActivityScheduled;
import io.duroxide.history.HistoryEvent.CustomStatusSet;
import io.duroxide.history.HistoryEvent.DetachedStarted;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.KeyValueRemoved;
import io.duroxide.history.HistoryEvent.KeyValueSet;
import io.duroxide.history.HistoryEvent.KeyValuesCleared;
import io.duroxide.history.HistoryEvent.QueueSubscribed;
import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import io.duroxide.history.HistoryEvent.SystemCallRecorded;
import io.duroxide.history.HistoryEvent.TimerCreated;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Events and actions in the same words, for error messages: names and ids, never payloads. All that
 * is compared on a replay is said, except payloads.
 */
final class Descriptions {

  private Descriptions() {}

  static String of(HistoryEvent event) {
    if (event instanceof ActivityScheduled scheduled) {
      return activity(
          scheduled.name(), scheduled.attempt(), scheduled.tag(), scheduled.sessionId());
    }
    if (event instanceof SubOrchestrationScheduled scheduled) {
      return versioned("sub-orchestration " + scheduled.name(), scheduled.version());
    }
    if (event instanceof DetachedStarted started) {
      return versioned("detached orchestration " + started.name(), started.version())
          + " as "
          + started.startedInstance();
    }
    if (event instanceof SystemCallRecorded recorded) {
      String argument = recorded.argument();
      return "system call " + recorded.call() + (argument == null ? "" : " of " + argument);
    }
    if (event instanceof TimerCreated) {
      return "timer";
    }
    if (event instanceof EventSubscribed subscribed) {
      return "event " + subscribed.name();
    }
    if (event instanceof QueueSubscribed subscribed) {
      return "message of queue " + subscribed.name();
    }
    if (event instanceof CustomStatusSet) {
      return "custom status";
    }
    if (event instanceof KeyValueSet set) {
      return "key value " + set.key();
    }
    if (event instanceof KeyValueRemoved removed) {
      return "removal of key value " + removed.key();
    }
    if (event instanceof KeyValuesCleared) {
      return "clearing of the key values";
    }
    return event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String of(Action action) {
    if (action instanceof Action.CallActivity call) {
      return activity(call.name(), call.attempt(), call.tag(), call.sessionId());
    }
    if (action instanceof Action.StartSubOrchestration start) {
      return versioned(start.describe(), start.version());
    }
    if (action instanceof Action.StartDetached start) {
      return versioned(start.describe(), start.version()) + " as " + start.instance();
    }
    return action.describe();
  }

  /** For what a completion or note claims to be about. */
  static String of(Class<? extends Action> kind) {
    if (kind == Action.CallActivity.class) {
      return "an activity";
    }
    if (kind == Action.CreateTimer.class) {
      return "a timer";
    }
    if (kind == Action.StartSubOrchestration.class) {
      return "a sub-orchestration";
    }
    return kind == Action.AwaitEvent.class ? "a wait for an event" : "a wait for a queue message";
  }

  private static String activity(
      String name, int attempt, @Nullable String tag, @Nullable String session) {
    return "activity "
        + name
        + " (attempt "
        + attempt
        + (tag == null ? "" : ", tag " + tag)
        + (session == null ? "" : ", session " + session)
        + ")";
  }

  private static String versioned(String what, @Nullable String version) {
    return version == null ? what : what + " version " + version;
  }
}
