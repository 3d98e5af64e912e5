package io.duroxide.provider.memory;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryCodec;
import io.duroxide.provider.DeliveryOrder;
import io.duroxide.provider.TagFilter;
import org.jspecify.annotations.Nullable;

/** An activity of the worker queue, with what is needed of it even if its text is unreadable. */
final class StoredActivity {

  private final long id;
  private final ActivityWorkItem place;
  private final @Nullable String tag;
  private final @Nullable String sessionId;
  private String text;
  private @Nullable String lockToken;
  private int deliveries;

  /** While locked, when the lock runs out. */
  private long visibleAt = DeliveryOrder.AT_ONCE;

  /** Since when it could be fetched, if it could at once; else, when that time was decided. */
  private long since;

  StoredActivity(long id, ActivityWorkItem item, long now) {
    this.id = id;
    this.place =
        ActivityWorkItem.unreadable(item.instance(), item.executionId(), item.scheduledId());
    this.tag = item.tag();
    this.sessionId = item.sessionId();
    this.text = HistoryCodec.encode(item);
    this.since = now;
  }

  void overwrite(String newText) {
    text = newText;
  }

  void lock(String token, long expiry, long now) {
    lockToken = token;
    renew(expiry, now);
    deliveries++;
  }

  void renew(long expiry, long now) {
    visibleAt = expiry;
    since = now;
  }

  /** A lock or pause that began at a time which has not come yet begins anew. */
  void restartIfAhead(long now) {
    if (visibleAt != DeliveryOrder.AT_ONCE && since > now) {
      renew(visibleAt - since + now, now);
    }
  }

  void takeBack(long newVisibleAt, boolean ignoreAttempt, long now) {
    lockToken = null;
    renew(newVisibleAt, now);
    if (ignoreAttempt) {
      deliveries--;
    }
  }

  boolean isLockedWith(String token, long now) {
    return token.equals(lockToken) && visibleAt > now;
  }

  boolean passes(TagFilter filter) {
    if (tag == null) {
      return filter.untagged();
    }
    return filter.anyTag() || filter.tags().contains(tag);
  }

  boolean is(long executionId, long scheduledId) {
    return place.executionId() == executionId && place.scheduledId() == scheduledId;
  }

  /** Whether its text cannot be decoded. */
  boolean isUnreadable() {
    try {
      HistoryCodec.decodeActivity(text);
      return false;
    } catch (HistoryCodec.UndecodableException e) {
      return true;
    }
  }

  long id() {
    return id;
  }

  String instance() {
    return place.instance();
  }

  /** Stands for the item if its text cannot be read. */
  ActivityWorkItem place() {
    return place;
  }

  @Nullable String sessionId() {
    return sessionId;
  }

  String text() {
    return text;
  }

  int deliveries() {
    return deliveries;
  }

  long visibleAt() {
    return visibleAt;
  }

  /** Since when it could be fetched. */
  long dueSince() {
    return visibleAt == DeliveryOrder.AT_ONCE ? since : visibleAt;
  }
}
