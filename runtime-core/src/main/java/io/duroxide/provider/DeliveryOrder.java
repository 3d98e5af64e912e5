package io.duroxide.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order in which a batch of messages is handed out: what became due earlier comes first.
 *
 * <p>Messages that were due at once keep the order of their arrival, whatever the clock said then.
 * One that had to wait for its time, such as a timer, is placed among them by that time: behind all
 * that had arrived before it.
 *
 * @param id grows with each message of the store
 * @param visibleAt when the message became due, epoch milliseconds; {@link #AT_ONCE} if it did not
 *     have to wait
 * @param enqueuedAt when it arrived, epoch milliseconds
 */
public record DeliveryOrder(long id, long visibleAt, long enqueuedAt) {

  /** Due since it arrived, whatever time that was. */
  public static final long AT_ONCE = 0;

  /** Returns since when the message has been due, epoch milliseconds. */
  public long since() {
    return visibleAt == AT_ONCE ? enqueuedAt : visibleAt;
  }

  /** Returns the messages in the order in which they became due. */
  public static <M> List<M> sort(List<M> messages, Function<M, DeliveryOrder> place) {
    List<M> arrived = new ArrayList<>();
    List<M> waited = new ArrayList<>();
    for (M message : messages) {
      (place.apply(message).visibleAt == AT_ONCE ? arrived : waited).add(message);
    }
    arrived.sort(Comparator.comparingLong(message -> place.apply(message).id));
    waited.sort(
        Comparator.comparingLong((M message) -> place.apply(message).visibleAt)
            .thenComparingLong(message -> place.apply(message).id));
    return waited.isEmpty() ? arrived : merge(arrived, waited, place);
  }

  /** From the end: a message has arrived no later than those behind it, even by a wrong clock. */
  private static <M> List<M> merge(
      List<M> arrived, List<M> waited, Function<M, DeliveryOrder> place) {
    List<M> merged = new ArrayList<>(arrived.size() + waited.size());
    int lastWaited = waited.size() - 1;
    long latest = Long.MAX_VALUE;
    for (int i = arrived.size() - 1; i >= 0; i--) {
      DeliveryOrder at = place.apply(arrived.get(i));
      latest = Math.min(latest, at.enqueuedAt);
      while (lastWaited >= 0 && isBehind(place.apply(waited.get(lastWaited)), latest, at.id)) {
        merged.add(waited.get(lastWaited--));
      }
      merged.add(arrived.get(i));
    }
    while (lastWaited >= 0) {
      merged.add(waited.get(lastWaited--));
    }
    Collections.reverse(merged);
    return merged;
  }

  private static boolean isBehind(DeliveryOrder waited, long arrivedAt, long id) {
    return waited.visibleAt > arrivedAt || (waited.visibleAt == arrivedAt && waited.id > id);
  }
}
