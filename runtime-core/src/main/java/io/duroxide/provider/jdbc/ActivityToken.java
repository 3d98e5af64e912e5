package io.duroxide.provider.jdbc;

import io.duroxide.provider.LockToken;
import org.jspecify.annotations.Nullable;

/**
 * The lock token of an activity. It tells what its holder's calls need to know of the activity, so
 * that they need not read it.
 *
 * @param id of the row; of none if the token is foreign
 * @param value the stored token
 */
record ActivityToken(long id, String value, boolean undecodable, @Nullable String sessionId) {

  private static final String UNDECODABLE = "!";
  private static final char SESSION = '@';
  private static final long NO_ROW = -1;

  static LockToken of(FetchedActivity fetched, boolean undecodable) {
    return new LockToken(
        fetched.place().subject(),
        fetched.lockValue()
            + (undecodable ? UNDECODABLE : "")
            + (fetched.sessionId() == null ? "" : SESSION + fetched.sessionId()));
  }

  static ActivityToken of(LockToken token) {
    String lock = token.value();
    int session = lock.indexOf(SESSION);
    String value = session < 0 ? lock : lock.substring(0, session);
    boolean undecodable = value.endsWith(UNDECODABLE);
    return new ActivityToken(
        id(token.subject()),
        undecodable ? value.substring(0, value.length() - 1) : value,
        undecodable,
        session < 0 ? null : lock.substring(session + 1));
  }

  private static long id(String subject) {
    int end = subject.indexOf(' ');
    try {
      return Long.parseLong(end < 0 ? subject : subject.substring(0, end));
    } catch (NumberFormatException foreignToken) {
      return NO_ROW;
    }
  }
}
