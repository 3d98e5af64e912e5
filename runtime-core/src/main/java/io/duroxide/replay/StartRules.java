package io.duroxide.replay;

import io.duroxide.Version;
import io.duroxide.history.HistoryEvent.OrchestrationStarted;

/**
 * What an execution keeps to because it was started under it: another answer would not fit its
 * history.
 *
 * @param dropUnreadMessages whether a queue message is gone that answered a wait which code then
 *     gave up, or never read, as up to 0.1
 * @param refusePastTimers whether a timer with a negative delay is an error, as up to 0.1
 */
record StartRules(boolean dropUnreadMessages, boolean refusePastTimers) {

  static final StartRules TODAY = new StartRules(false, false);

  private static final Version UNREAD_MESSAGES_STAY = new Version(0, 2, 0);
  private static final Version PAST_TIMERS_FIRE = new Version(0, 2, 0);

  static StartRules of(OrchestrationStarted started) {
    return new StartRules(
        isBefore(started, UNREAD_MESSAGES_STAY), isBefore(started, PAST_TIMERS_FIRE));
  }

  private static boolean isBefore(OrchestrationStarted started, Version version) {
    try {
      return Version.parse(started.runtimeVersion()).compareTo(version) < 0;
    } catch (IllegalArgumentException noVersion) {
      return false;
    }
  }
}
