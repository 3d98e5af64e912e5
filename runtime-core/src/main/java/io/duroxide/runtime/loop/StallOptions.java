package io.duroxide.runtime.loop;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long work may hold its slot. A duration too long to come about is no limit.
 *
 * @param stallLimit after which a slot counts as stalled
 * @param turnTimeout after which the code of a turn is left behind and its slot goes on without it;
 *     time in storage calls does not count
 */
public record StallOptions(Duration stallLimit, Duration turnTimeout) {

  /** A turn takes milliseconds; a replay of the longest history permitted takes seconds. */
  public static final StallOptions DEFAULT =
      new StallOptions(Duration.ofSeconds(10), Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException naming the option, if a value is not positive
   */
  public StallOptions {
    requirePositive(stallLimit, "stallLimit");
    requirePositive(turnTimeout, "turnTimeout");
  }

  /** Returns whether work that has held its slot for this long is stalled. */
  public boolean isStalled(Duration held) {
    return held.compareTo(stallLimit) > 0;
  }

  private static void requirePositive(Duration value, String name) {
    if (requireNonNull(value, name).isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
