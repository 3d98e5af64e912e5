package io.duroxide.provider.memory;

import static java.util.Objects.requireNonNull;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.StoreGauges.QueueGauge;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The worker queue. */
final class ActivityQueue {

  private static final Comparator<StoredActivity> OLDEST_FIRST =
      Comparator.comparingLong(StoredActivity::visibleAt).thenComparingLong(StoredActivity::id);

  private final StoreClock clock;
  private final Sessions sessions;
  private final NavigableSet<StoredActivity> byAge = new TreeSet<>(OLDEST_FIRST);
  private final Map<String, StoredActivity> byId = new HashMap<>();
  private final Map<String, List<StoredActivity>> byInstance = new HashMap<>();
  private long ids;
  private long locks;

  ActivityQueue(StoreClock clock) {
    this.clock = clock;
    this.sessions = new Sessions(clock);
  }

  void add(ActivityWorkItem item) {
    StoredActivity activity = new StoredActivity(++ids, item, clock.now());
    byAge.add(activity);
    byId.put(Long.toString(activity.id()), activity);
    byInstance.computeIfAbsent(activity.instance(), first -> new ArrayList<>()).add(activity);
  }

  @Nullable ActivityItem fetch(Duration lockTimeout, WorkerFilter filter, Duration waited) {
    long now = clock.now();
    for (StoredActivity activity : byAge) {
      if (activity.visibleAt() > now) {
        return null;
      }
      if (activity.passes(filter.tags())
          && sessions.admits(activity.sessionId(), filter.sessions())) {
        return lock(activity, lockTimeout, filter, waited);
      }
    }
    return null;
  }

  /**
   * @throws ProviderException if the token does not hold the lock
   */
  StoredActivity requireHeld(String operation, LockToken token) {
    StoredActivity activity = byId.get(token.subject());
    if (activity == null || !activity.isLockedWith(token.value(), clock.now())) {
      throw ProviderException.lockLost(operation, token);
    }
    return activity;
  }

  /** The activity is done. */
  void finish(StoredActivity activity) {
    sessions.signOfLife(activity.sessionId());
    remove(activity);
  }

  void renew(LockToken token, Duration extendBy) {
    StoredActivity activity = requireHeld("renewWorkItemLock", token);
    sessions.signOfLife(activity.sessionId());
    reorder(activity, () -> activity.renew(clock.after(extendBy)));
  }

  void abandon(LockToken token, Duration delay, boolean ignoreAttempt) {
    StoredActivity activity = requireHeld("abandonWorkItem", token);
    sessions.signOfLife(activity.sessionId());
    reorder(activity, () -> activity.takeBack(clock.after(delay), ignoreAttempt));
  }

  /** Those whose activity is gone. */
  Set<LockToken> missing(Collection<LockToken> held) {
    Set<LockToken> missing = new LinkedHashSet<>(held);
    missing.removeIf(token -> byId.containsKey(token.subject()));
    return missing;
  }

  void cancel(String instance, long executionId, long scheduledId) {
    ofInstance(instance).stream()
        .filter(activity -> activity.is(executionId, scheduledId))
        .forEach(this::remove);
  }

  void overwrite(String instance, String text) {
    ofInstance(instance).forEach(activity -> activity.overwrite(text));
  }

  /** Removes the activities of an instance. */
  int remove(String instance) {
    List<StoredActivity> activities = ofInstance(instance);
    activities.forEach(this::remove);
    return activities.size();
  }

  int renewSessions(Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    return sessions.renew(owners, extendBy, idleTimeout);
  }

  int removeExpiredSessions() {
    return sessions.removeExpired(
        session -> byAge.stream().anyMatch(activity -> session.equals(activity.sessionId())));
  }

  /** When the next activity becomes visible; {@link TurnQueue#NEVER} if none does. */
  long nextDue() {
    return byAge.isEmpty() ? TurnQueue.NEVER : byAge.first().visibleAt();
  }

  QueueGauge gauge() {
    long now = clock.now();
    long due = byAge.stream().takeWhile(activity -> activity.visibleAt() <= now).count();
    return new QueueGauge(due, due == 0 ? 0 : now - byAge.first().visibleAt());
  }

  private ActivityItem lock(
      StoredActivity activity, Duration lockTimeout, WorkerFilter filter, Duration waited) {
    if (activity.sessionId() != null) {
      sessions.claim(activity.sessionId(), requireNonNull(filter.sessions()));
    }
    Duration queueWait = Duration.ofMillis(clock.now() - activity.visibleAt());
    String value = "activity-" + ++locks;
    LockToken token = new LockToken(Long.toString(activity.id()), value);
    reorder(activity, () -> activity.lock(value, clock.after(lockTimeout)));
    return decode(activity, token, queueWait, waited);
  }

  private static ActivityItem decode(
      StoredActivity activity, LockToken token, Duration queueWait, Duration waited) {
    ActivityWorkItem work = activity.place();
    String undecodable = null;
    try {
      work = HistoryCodec.decodeActivity(activity.text());
    } catch (UndecodableException e) {
      undecodable = activity.text();
    }
    return new ActivityItem(work, undecodable, activity.deliveries(), queueWait, token, waited);
  }

  private List<StoredActivity> ofInstance(String instance) {
    return List.copyOf(byInstance.getOrDefault(instance, List.of()));
  }

  private void remove(StoredActivity activity) {
    byAge.remove(activity);
    byId.remove(Long.toString(activity.id()));
    List<StoredActivity> others = requireNonNull(byInstance.get(activity.instance()));
    others.remove(activity);
    if (others.isEmpty()) {
      byInstance.remove(activity.instance());
    }
  }

  /** The order is by what the change changes. */
  private void reorder(StoredActivity activity, Runnable change) {
    byAge.remove(activity);
    change.run();
    byAge.add(activity);
  }
}
