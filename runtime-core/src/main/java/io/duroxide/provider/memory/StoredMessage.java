package io.duroxide.provider.memory;

import org.jspecify.annotations.Nullable;

/** A message of the orchestrator queue. */
final class StoredMessage {

  private final boolean starts;
  private final long visibleAt;
  private final long enqueuedAt;
  private String text;
  private @Nullable String lockToken;
  private int deliveries;

  /**
   * @param starts whether it may bring a new instance to life
   */
  StoredMessage(String text, boolean starts, long visibleAt, long enqueuedAt) {
    this.text = text;
    this.starts = starts;
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
