package io.duroxide.provider.memory;

import io.duroxide.provider.DeliveryOrder;
import java.util.Comparator;

/**
 * When an instance may be fetched.
 *
 * @param at epoch milliseconds, or {@link DeliveryOrder#AT_ONCE}
 * @param order among those with the same {@code at}
 * @param since since when it has been so, for the choice between what is due at once and the rest
 */
record Due(long at, long order, long since) implements Comparable<Due> {

  /** All that is due at once comes before this. */
  static final Due FIRST_LATER = new Due(DeliveryOrder.AT_ONCE + 1, Long.MIN_VALUE, 0);

  private static final Comparator<Due> ORDER =
      Comparator.comparingLong(Due::at).thenComparingLong(Due::order);

  static Due lastOf(long at) {
    return new Due(at, Long.MAX_VALUE, at);
  }

  @Override
  public int compareTo(Due other) {
    return ORDER.compare(this, other);
  }
}
