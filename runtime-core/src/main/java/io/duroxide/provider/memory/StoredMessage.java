package io.duroxide.provider.memory;

import org.jspecify.annotations.Nullable;

/** A message of the orchestrator queue. */
final class StoredMessage {

  private final boolean starts;
  private final @Nullable String parentInstance;
  private final long visibleAt;
  private final long enqueuedAt;
  private String text;
  private @Nullable String lockToken;
  private int deliveries;

  StoredMessage(EncodedMessage message, long visibleAt, long enqueuedAt) {
    this.starts = message.starts();
    this.parentInstance = message.parentInstance();
    this.text = message.text();
    this.visibleAt = visibleAt;
    this.enqueuedAt = enqueuedAt;
  }

  void handOut(String token) {
    lockToken = token;
    deliveries++;
  }

  void takeBack(boolean ignoreAttempt) {
    lockToken = null;
    if (ignoreAttempt) {
      deliveries--;
    }
  }

  void overwrite(String newText) {
    text = newText;
  }

  boolean isHandedOutUnder(String token) {
    return token.equals(lockToken);
  }

  boolean isVisible(long now) {
    return visibleAt <= now;
  }

  String text() {
    return text;
  }

  boolean starts() {
    return starts;
  }

  boolean startsChildOf(String parent) {
    return parent.equals(parentInstance);
  }

  long visibleAt() {
    return visibleAt;
  }

  long enqueuedAt() {
    return enqueuedAt;
  }

  int deliveries() {
    return deliveries;
  }
}
