package io.duroxide.provider.memory;

import static java.util.Objects.requireNonNull;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.StoreGauges.QueueGauge;
import io.duroxide.provider.WorkerFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final NavigableSet<StoredActivity> atOnce = new TreeSet<>(OLDEST_FIRST);
  private final NavigableSet<StoredActivity> later = new TreeSet<>(OLDEST_FIRST);
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
    atOnce.add(activity);
    byId.put(Long.toString(activity.id()), activity);
    byInstance.computeIfAbsent(activity.instance(), first -> new ArrayList<>()).add(activity);
  }

  @Nullable ActivityItem fetch(Duration lockTimeout, WorkerFilter filter, Duration waited) {
    long now = clock.now();
    StoredActivity first = first(atOnce, filter, now);
    StoredActivity firstLater = first(later, filter, now);
    if (first == null
        || (firstLater != null && firstLater.visibleAt() < Math.min(now, first.dueSince()))) {
      first = firstLater;
    }
    return first == null ? null : lock(first, lockTimeout, filter, waited);
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
    reorder(activity, () -> activity.renew(clock.after(extendBy), clock.now()));
  }

  void abandon(LockToken token, Duration delay, boolean ignoreAttempt) {
    StoredActivity activity = requireHeld("abandonWorkItem", token);
    sessions.signOfLife(activity.sessionId());
    reorder(
        activity, () -> activity.takeBack(clock.visibleAfter(delay), ignoreAttempt, clock.now()));
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

  /** After the clock was set back: locks and pauses must not last until it has caught up. */
  void restartLeases() {
    long now = clock.now();
    List.copyOf(later).forEach(activity -> reorder(activity, () -> activity.restartIfAhead(now)));
    sessions.restartLeases();
  }

  int renewSessions(Collection<String> owners, Duration extendBy, Duration idleTimeout) {
    return sessions.renew(owners, extendBy, idleTimeout);
  }

  int removeExpiredSessions() {
    return sessions.removeExpired(
        session ->
            byId.values().stream().anyMatch(activity -> session.equals(activity.sessionId())));
  }

  /** When the next activity becomes visible; {@link TurnQueue#NEVER} if none does. */
  long nextDue() {
    NavigableSet<StoredActivity> soonest = atOnce.isEmpty() ? later : atOnce;
    return soonest.isEmpty() ? TurnQueue.NEVER : soonest.first().visibleAt();
  }

  QueueGauge gauge() {
    long now = clock.now();
    long[] since =
        byId.values().stream()
            .filter(activity -> activity.visibleAt() <= now)
            .mapToLong(StoredActivity::dueSince)
            .toArray();
    long oldest = Arrays.stream(since).min().orElse(now);
    return new QueueGauge(since.length, Math.max(0, now - oldest));
  }

  private @Nullable StoredActivity first(
      NavigableSet<StoredActivity> among, WorkerFilter filter, long now) {
    for (StoredActivity activity : among) {
      if (activity.visibleAt() > now) {
        return null;
      }
      if (activity.passes(filter.tags())
          && sessions.admits(activity.sessionId(), filter.sessions())) {
        return activity;
      }
    }
    return null;
  }

  private ActivityItem lock(
      StoredActivity activity, Duration lockTimeout, WorkerFilter filter, Duration waited) {
    if (activity.sessionId() != null) {
      sessions.claim(activity.sessionId(), requireNonNull(filter.sessions()));
    }
    Duration queueWait = Duration.ofMillis(Math.max(0, clock.now() - activity.dueSince()));
    String value = "activity-" + ++locks;
    LockToken token = new LockToken(Long.toString(activity.id()), value);
    reorder(activity, () -> activity.lock(value, clock.after(lockTimeout), clock.now()));
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
    queueOf(activity).remove(activity);
    byId.remove(Long.toString(activity.id()));
    List<StoredActivity> others = requireNonNull(byInstance.get(activity.instance()));
    others.remove(activity);
    if (others.isEmpty()) {
      byInstance.remove(activity.instance());
    }
  }

  /** The order is by what the change changes. */
  private void reorder(StoredActivity activity, Runnable change) {
    queueOf(activity).remove(activity);
    change.run();
    queueOf(activity).add(activity);
  }

  private NavigableSet<StoredActivity> queueOf(StoredActivity activity) {
    return activity.visibleAt() == DeliveryOrder.AT_ONCE ? atOnce : later;
  }
}
