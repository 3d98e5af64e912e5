package io.duroxide.provider.memory;

import static java.util.Objects.requireNonNull;

import io.duroxide.Version;
import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.LockToken;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.VersionRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The orchestrator queue: a mailbox per instance with messages, and which of them are due. */
final class TurnQueue {

  static final long NEVER = Long.MAX_VALUE;

  private final Instances instances;
  private final StoreClock clock;
  private final Map<String, Mailbox> mailboxes = new LinkedHashMap<>();
  private final Map<String, Due> dueTimes = new HashMap<>();
  private final NavigableMap<Due, Mailbox> ready = new TreeMap<>();
  private long messageIds;
  private long dueChanges;
  private long locks;

  TurnQueue(Instances instances, StoreClock clock) {
    this.instances = instances;
    this.clock = clock;
  }

  void add(EncodedMessage message, long visibleAt) {
    String instance = message.instance();
    mailboxes
        .computeIfAbsent(instance, Mailbox::new)
        .add(new StoredMessage(message, new DeliveryOrder(++messageIds, visibleAt, clock.now())));
    StoredInstance stored = instances.find(instance);
    if (stored != null && message.cancels()) {
      stored.suspend(false);
    }
    refresh(instance);
  }

  /** Locks the instance that has been due for longest, or returns null. */
  @Nullable HandedOut fetch(Duration lockTimeout, @Nullable VersionRange supported) {
    long now = clock.now();
    Map.Entry<Due, Mailbox> atOnce = first(ready.headMap(Due.FIRST_LATER, false), supported);
    Map.Entry<Due, Mailbox> later =
        first(ready.subMap(Due.FIRST_LATER, true, Due.lastOf(now), true), supported);
    if (atOnce == null && later == null) {
      return null;
    }
    boolean takeLater =
        atOnce == null
            || (later != null && later.getKey().at() < Math.min(now, atOnce.getKey().since()));
    return lock(requireNonNull(takeLater ? later : atOnce).getValue(), lockTimeout, now);
  }

  /** After the clock was set back: locks and pauses must not last until it has caught up. */
  void restartLeases() {
    long now = clock.now();
    for (Mailbox mailbox : mailboxes.values()) {
      mailbox.restartIfAhead(now);
      refresh(mailbox.instance());
    }
  }

  /**
   * @return the locked instance's messages
   * @throws ProviderException if the token does not hold the lock
   */
  Mailbox requireHeld(String operation, LockToken token) {
    Mailbox mailbox = mailboxes.get(token.subject());
    if (mailbox == null || !mailbox.isLockedWith(token.value(), clock.now())) {
      throw ProviderException.lockLost(operation, token);
    }
    return mailbox;
  }

  void renew(LockToken token, Duration extendBy) {
    requireHeld("renewOrchestrationItemLock", token).renew(clock.after(extendBy), clock.now());
    refresh(token.subject());
  }

  void abandon(LockToken token, Duration delay, boolean ignoreAttempt) {
    Mailbox mailbox = requireHeld("abandonOrchestrationItem", token);
    mailbox.takeBack(token.value(), ignoreAttempt);
    mailbox.putOff(clock.visibleAfter(delay), clock.now(), ++messageIds);
    refresh(token.subject());
  }

  /** The turn is committed: what it was given goes, the rest is due. */
  void release(LockToken token) {
    Mailbox mailbox = requireNonNull(mailboxes.get(token.subject()));
    mailbox.removeHandedOut(token.value());
    mailbox.unlock();
    refresh(token.subject());
  }

  /** Whether a start for an instance without a turn waits, or is being run. */
  boolean hasStart(String instance) {
    Mailbox mailbox = mailboxes.get(instance);
    return mailbox != null && mailbox.hasStart();
  }

  /** To be called when something changed that decides whether the instance is due. */
  void refresh(String instance) {
    Mailbox mailbox = mailboxes.get(instance);
    if (mailbox != null && mailbox.messages().isEmpty()) {
      mailboxes.remove(instance);
      mailbox = null;
    }
    setDue(instance, mailbox, mailbox == null ? null : due(mailbox));
  }

  /** Whether a turn of the instance is due, or is being run. */
  boolean isActive(String instance) {
    Mailbox mailbox = mailboxes.get(instance);
    long now = clock.now();
    Due due = mailbox == null ? null : due(mailbox);
    return mailbox != null && (mailbox.isLocked(now) || (due != null && due.at() <= now));
  }

  /** When the next instance becomes due; {@link #NEVER} if none does. */
  long nextDue() {
    return ready.isEmpty() ? NEVER : ready.firstKey().at();
  }

  /** Messages that are due and not handed out, those of suspended instances excluded. */
  List<StoredMessage> dueMessages() {
    long now = clock.now();
    List<StoredMessage> due = new ArrayList<>();
    for (Mailbox mailbox : mailboxes.values()) {
      StoredInstance stored = instances.find(mailbox.instance());
      if (isActive(mailbox.instance()) && (stored == null || !stored.suspended())) {
        mailbox.waiting(now).forEach(due::add);
      }
    }
    return due;
  }

  long laterMessages() {
    long now = clock.now();
    return mailboxes.values().stream()
        .flatMap(mailbox -> mailbox.messages().stream())
        .filter(message -> !message.isVisible(now))
        .count();
  }

  int messageCount(String instance) {
    Mailbox mailbox = mailboxes.get(instance);
    return mailbox == null ? 0 : mailbox.messages().size();
  }

  /** The execution has ended: nobody waits for its timers any more. */
  void forgetTimers(String instance) {
    Mailbox mailbox = mailboxes.get(instance);
    if (mailbox != null) {
      mailbox.removeIf(StoredMessage::isTimer);
    }
  }

  void overwrite(String instance, String text) {
    Mailbox mailbox = mailboxes.get(instance);
    if (mailbox != null) {
      mailbox.messages().forEach(message -> message.overwrite(text));
    }
  }

  /** Removes an instance's messages and its lock. */
  int remove(String instance) {
    int messages = messageCount(instance);
    mailboxes.remove(instance);
    refresh(instance);
    return messages;
  }

  /**
   * Removes the starts of children that have not come to life: they would report to whoever gets
   * the parent's id next. A turn that has such a start in hand cannot commit any more.
   */
  int removeStartsOfChildren(String parent) {
    int removed = 0;
    for (Mailbox mailbox : List.copyOf(mailboxes.values())) {
      int starts = mailbox.removeIf(message -> message.startsChildOf(parent));
      if (starts > 0) {
        mailbox.unlock();
        refresh(mailbox.instance());
        removed += starts;
      }
    }
    return removed;
  }

  /** Removes messages for instances that were never started. */
  int removeUnclaimed(long enqueuedBefore) {
    List<Mailbox> unclaimed =
        mailboxes.values().stream()
            .filter(mailbox -> !instances.contains(mailbox.instance()) && !mailbox.hasStart())
            .toList();
    int removed = 0;
    for (Mailbox mailbox : unclaimed) {
      removed += mailbox.removeIf(message -> message.order().enqueuedAt() < enqueuedBefore);
      refresh(mailbox.instance());
    }
    return removed;
  }

  private HandedOut lock(Mailbox mailbox, Duration lockTimeout, long now) {
    LockToken token = new LockToken(mailbox.instance(), "turn-" + ++locks);
    mailbox.lock(token.value(), clock.after(lockTimeout), now);
    List<StoredMessage> messages = mailbox.handOut(token.value(), now);
    refresh(mailbox.instance());
    return new HandedOut(token, messages, instances.find(mailbox.instance()));
  }

  private Map.@Nullable Entry<Due, Mailbox> first(
      NavigableMap<Due, Mailbox> among, @Nullable VersionRange supported) {
    for (Map.Entry<Due, Mailbox> due : among.entrySet()) {
      if (supported == null || isSupported(due.getValue().instance(), supported)) {
        return due;
      }
    }
    return null;
  }

  private @Nullable Due due(Mailbox mailbox) {
    StoredInstance stored = instances.find(mailbox.instance());
    return stored != null && stored.suspended()
        ? null
        : mailbox.due(stored != null, dueChanges + 1);
  }

  private void setDue(String instance, @Nullable Mailbox mailbox, @Nullable Due due) {
    Due old = dueTimes.get(instance);
    if (old != null && due != null && old.at() == due.at()) {
      return;
    }
    if (old != null) {
      ready.remove(old);
      dueTimes.remove(instance);
    }
    if (mailbox != null && due != null) {
      dueChanges++;
      dueTimes.put(instance, due);
      ready.put(due, mailbox);
    }
  }

  private boolean isSupported(String instance, VersionRange supported) {
    StoredInstance stored = instances.find(instance);
    String version = stored == null ? null : stored.current().runtimeVersion();
    try {
      return version == null || supported.contains(Version.parse(version));
    } catch (IllegalArgumentException unknown) {
      return true;
    }
  }
}
