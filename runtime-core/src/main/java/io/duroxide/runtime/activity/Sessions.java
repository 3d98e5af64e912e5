package io.duroxide.runtime.activity;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.WorkerFilter.SessionClaim;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sessions a node serves: not more at once than it may, and kept while they live. Called by the
 * {@link ActivityDispatcher} and its executions; calls the provider. Thread-safe.
 */
public final class Sessions {

  /**
   * Longest wait for an activity without session, so that a slot notices that another one has
   * finished with its session.
   */
  private static final Duration FULL_POLL = Duration.ofSeconds(1);

  private final Provider provider;
  private final WorkerOptions options;
  private final WorkerFilter any;
  private final WorkerFilter withoutSession;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final Map<String, Integer> runningBySession = new HashMap<>();
  // Whether the store may hold a session in this node's name; nothing to renew otherwise.
  private volatile boolean mayHoldSome;

  public Sessions(Provider provider, WorkerOptions options) {
    this.provider = provider;
    this.options = options;
    this.any =
        new WorkerFilter(
            options.tags(), new SessionClaim(options.owner(), options.sessions().lockTimeout()));
    this.withoutSession = new WorkerFilter(options.tags(), null);
  }

  /** The next activity this node may run. */
  public @Nullable ActivityItem fetch() {
    if (!isFull()) {
      return provider.fetchWorkItem(options.lockTimeout(), options.pollTimeout(), any);
    }
    Duration wait =
        options.pollTimeout().compareTo(FULL_POLL) < 0 ? options.pollTimeout() : FULL_POLL;
    return provider.fetchWorkItem(options.lockTimeout(), wait, withoutSession);
  }

  /**
   * Takes a place for an activity of a session; always succeeds without one.
   *
   * @return false if the node serves its maximum of other sessions; nothing was taken
   */
  boolean enter(@Nullable String session) {
    if (session == null) {
      return true;
    }
    mayHoldSome = true;
    lock.lock();
    try {
      if (!runningBySession.containsKey(session)
          && runningBySession.size() >= options.sessions().maxSessions()) {
        return false;
      }
      runningBySession.merge(session, 1, Integer::sum);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what {@link #enter} took. */
  void leave(@Nullable String session) {
    if (session == null) {
      return;
    }
    lock.lock();
    try {
      runningBySession.computeIfPresent(session, (key, count) -> count == 1 ? null : count - 1);
    } finally {
      lock.unlock();
    }
  }

  /** Makes the sessions of this node last on, except idle ones. */
  public void renew() {
    if (!mayHoldSome) {
      return;
    }
    mayHoldSome = false;
    try {
      int renewed =
          provider.renewSessionLock(
              List.of(options.owner()),
              options.sessions().lockTimeout(),
              options.sessions().idleTimeout());
      if (renewed > 0) {
        mayHoldSome = true;
      }
    } catch (RuntimeException e) {
      mayHoldSome = true;
      throw e;
    }
  }

  /** Removes what nobody needs any more, whoever left it. */
  public void cleanUp() {
    int unused = provider.cleanupOrphanedSessions();
  }

  private boolean isFull() {
    lock.lock();
    try {
      return runningBySession.size() >= options.sessions().maxSessions();
    } finally {
      lock.unlock();
    }
  }
}
