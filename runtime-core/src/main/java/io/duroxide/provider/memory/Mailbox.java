package io.duroxide.provider.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of one instance, in the order of their arrival, and the lock on the instance. */
final class Mailbox {

  private final String instance;
  private final List<StoredMessage> messages = new ArrayList<>();
  private @Nullable String lockToken;

  /** While locked, when the lock runs out; else, until when the instance was put off. */
  private long notBefore = Long.MIN_VALUE;

  Mailbox(String instance) {
    this.instance = instance;
  }

  void add(StoredMessage message) {
    messages.add(message);
  }

  void lock(String token, long expiry) {
    lockToken = token;
    notBefore = expiry;
  }

  void renew(long expiry) {
    notBefore = expiry;
  }

  void unlock(long putOffUntil) {
    lockToken = null;
    notBefore = putOffUntil;
  }

  boolean isLocked(long now) {
    return lockToken != null && notBefore > now;
  }

  boolean isLockedWith(String token, long now) {
    return isLocked(now) && token.equals(lockToken);
  }

  /** Hands out what is visible. */
  List<StoredMessage> handOut(String token, long now) {
    List<StoredMessage> visible = messages.stream().filter(m -> m.isVisible(now)).toList();
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
   */
  long dueAt(boolean exists) {
    Predicate<StoredMessage> counts = exists ? message -> true : StoredMessage::starts;
    return messages.stream().filter(counts).mapToLong(StoredMessage::visibleAt).min().stream()
        .map(visible -> Math.max(visible, notBefore))
        .findFirst()
        .orElse(TurnQueue.NEVER);
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
