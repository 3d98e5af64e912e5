package io.duroxide.provider.memory;

import io.duroxide.history.ParentLink;
import io.duroxide.provider.DeliveryOrder;
import org.jspecify.annotations.Nullable;

/** A message of the orchestrator queue. */
final class StoredMessage {

  private final DeliveryOrder order;
  private final boolean starts;
  private final boolean timer;
  private final @Nullable ParentLink parent;
  private String text;
  private @Nullable String lockToken;
  private int deliveries;

  StoredMessage(EncodedMessage message, DeliveryOrder order) {
    this.order = order;
    this.starts = message.starts();
    this.timer = message.timer();
    this.parent = message.parent();
    this.text = message.text();
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
    return order.visibleAt() <= now;
  }

  String text() {
    return text;
  }

  boolean starts() {
    return starts;
  }

  boolean startsChildOf(String parentInstance) {
    return parent != null && parent.instance().equals(parentInstance);
  }

  boolean isTimer() {
    return timer;
  }

  /** Whose child it starts, or null. */
  @Nullable ParentLink parent() {
    return parent;
  }

  DeliveryOrder order() {
    return order;
  }

  int deliveries() {
    return deliveries;
  }
}
