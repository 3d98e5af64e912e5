package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.QueueEffects;
import io.duroxide.provider.jdbc.Session;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The fetches that wait for the same work of one queue. They wait with the writer, which runs them
 * in the very transaction that makes something due: an item and its taker need one commit, and
 * nobody wakes up in vain. Belongs to the writer's thread.
 *
 * <p>No item is overlooked: an idle fetch has found nothing before, and that told when the next
 * item falls due; from then on every commit of this process tells what it made due.
 */
final class WaitingFetches {

  private static final long UNKNOWN = -1;

  /** Not tried yet, or not since they began. */
  private final Deque<FetchCall<?>> fresh = new ArrayDeque<>();

  /** The latest first: its thread is warm. */
  private final Deque<FetchCall<?>> idle = new ArrayDeque<>();

  private boolean perhapsDue;
  private long nextDue = Long.MAX_VALUE;

  /** What the fetch that found nothing told of {@link #nextDue}, until that is committed. */
  private long nextDueFound = UNKNOWN;

  void add(FetchCall<?> fetch) {
    fresh.push(fetch);
    perhapsDue = true;
  }

  /** Whether it is worth a transaction to try. */
  boolean canBeServed() {
    return perhapsDue && !isEmpty();
  }

  /** Runs fetches until nothing is due; those that found something join the group. */
  void serve(Session session, QueueEffects effects, List<WriteCall<?>> group) throws SQLException {
    int most = perhapsDue ? Integer.MAX_VALUE : effects.becameDue();
    for (int served = 0; served < most && !isEmpty(); ) {
      FetchCall<?> fetch = fresh.isEmpty() ? idle.pop() : fresh.pop();
      if (fetch.begin()) {
        group.add(fetch);
        fetch.run(session);
        if (!fetch.hasResult()) {
          group.remove(group.size() - 1);
          fresh.push(fetch);
          nextDueFound = effects.nextForFetch();
          return;
        }
        fetch.served();
        served++;
      }
    }
  }

  /** After a commit that served: whoever found nothing waits on, or is told so. */
  void settle() {
    perhapsDue = false;
    for (FetchCall<?> fetch = fresh.poll(); fetch != null; fetch = fresh.poll()) {
      if (fetch.waitOn()) {
        idle.push(fetch);
      } else {
        fetch.answer();
      }
    }
  }

  void published(QueueEffects effects) {
    long known = nextDueFound == UNKNOWN ? nextDue : nextDueFound;
    nextDue = Math.min(known, effects.nextDue());
    nextDueFound = UNKNOWN;
  }

  /** Something may have become due, nobody knows what or how much. */
  void tryAgain() {
    perhapsDue = true;
    // Known again by the fetch that finds nothing.
    nextDue = Long.MAX_VALUE;
    nextDueFound = UNKNOWN;
  }

  /** When to try again; never if nobody waits. */
  long nextDue() {
    return isEmpty() ? Long.MAX_VALUE : nextDue;
  }

  void tryAgainIfDue(long now) {
    if (nextDue() <= now) {
      tryAgain();
    }
  }

  void forgetCancelled() {
    idle.removeIf(WriteCall::isCancelled);
  }

  /** The store cannot be asked: tells all that are new, or else one, so that trying again ends. */
  void refuse(Throwable cause) {
    nextDueFound = UNKNOWN;
    if (!fresh.isEmpty()) {
      fresh.forEach(fetch -> refuse(fetch, cause));
      fresh.clear();
    } else if (canBeServed()) {
      refuse(idle.pop(), cause);
    }
  }

  void refuseAll(Throwable cause) {
    fresh.forEach(fetch -> refuse(fetch, cause));
    idle.forEach(fetch -> refuse(fetch, cause));
    fresh.clear();
    idle.clear();
  }

  boolean isEmpty() {
    return fresh.isEmpty() && idle.isEmpty();
  }

  private static void refuse(FetchCall<?> fetch, Throwable cause) {
    if (fetch.begin()) {
      fetch.fail(cause);
      fetch.answer();
    }
  }
}
