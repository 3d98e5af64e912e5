package io.duroxide.provider.memory;

import io.duroxide.provider.DeliveryOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of one instance, in the order of their arrival, and the lock on the instance. */
final class Mailbox {

  private static final Comparator<DeliveryOrder> BY_TIME =
      Comparator.comparingLong(DeliveryOrder::visibleAt).thenComparingLong(DeliveryOrder::id);

  private final String instance;
  private final List<StoredMessage> messages = new ArrayList<>();
  private @Nullable String lockToken;

  /** While locked, when the lock runs out; else, until when the instance was put off. */
  private long notBefore = DeliveryOrder.AT_ONCE;

  /** When that was decided. */
  private long since;

  /** Its place among those that are due at once, if it was given back. */
  private long behind;

  Mailbox(String instance) {
    this.instance = instance;
  }

  void add(StoredMessage message) {
    messages.add(message);
  }

  void lock(String token, long expiry, long now) {
    lockToken = token;
    renew(expiry, now);
  }

  void renew(long expiry, long now) {
    notBefore = expiry;
    since = now;
  }

  /** What the holder leaves behind is due. */
  void unlock() {
    lockToken = null;
    notBefore = DeliveryOrder.AT_ONCE;
    behind = 0;
  }

  /** The holder gives the instance back, to be fetched after all that came until now. */
  void putOff(long until, long now, long place) {
    unlock();
    renew(until, now);
    behind = place;
  }

  /** A lock or pause that began at a time which has not come yet begins anew. */
  void restartIfAhead(long now) {
    if (notBefore != DeliveryOrder.AT_ONCE && since > now) {
      renew(notBefore - since + now, now);
    }
  }

  boolean isLocked(long now) {
    return lockToken != null && notBefore > now;
  }

  boolean isLockedWith(String token, long now) {
    return isLocked(now) && token.equals(lockToken);
  }

  /** Hands out what is visible. */
  List<StoredMessage> handOut(String token, long now) {
    List<StoredMessage> visible =
        DeliveryOrder.sort(
            messages.stream().filter(m -> m.isVisible(now)).toList(), StoredMessage::order);
    visible.forEach(message -> message.handOut(token));
    return visible;
  }

  void takeBack(String token, boolean ignoreAttempt) {
    messages.stream()
        .filter(message -> message.isHandedOutUnder(token))
        .forEach(message -> message.takeBack(ignoreAttempt));
  }

  void removeHandedOut(String token) {
    messages.removeIf(message -> message.isHandedOutUnder(token));
  }

  int removeIf(Predicate<StoredMessage> unwanted) {
    int before = messages.size();
    messages.removeIf(unwanted);
    return before - messages.size();
  }

  boolean hasStart() {
    return messages.stream().anyMatch(StoredMessage::starts);
  }

  /**
   * When the instance may be fetched.
   *
   * @param exists whether it has come to life; if not, only a start makes it due
   * @param order decides between what is due from the same moment on
   * @return null if it may not
   */
  @Nullable Due due(boolean exists, long order) {
    Predicate<StoredMessage> counts = exists ? message -> true : StoredMessage::starts;
    return messages.stream()
        .filter(counts)
        .map(StoredMessage::order)
        .min(BY_TIME)
        .map(first -> due(first, order))
        .orElse(null);
  }

  private Due due(DeliveryOrder first, long order) {
    long at = Math.max(first.visibleAt(), notBefore);
    return at == DeliveryOrder.AT_ONCE
        ? new Due(at, Math.max(first.id(), behind), first.since())
        : new Due(at, order, at);
  }

  /** Visible messages that no live lock hides. */
  Stream<StoredMessage> waiting(long now) {
    String holder = lockToken;
    return messages.stream()
        .filter(message -> message.isVisible(now))
        .filter(message -> holder == null || !isLocked(now) || !message.isHandedOutUnder(holder));
  }

  String instance() {
    return instance;
  }

  List<StoredMessage> messages() {
    return messages;
  }
}
