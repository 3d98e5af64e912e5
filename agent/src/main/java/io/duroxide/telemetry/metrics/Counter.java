package io.duroxide.telemetry.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;

/** A counter of the catalogue. Counting in a known label set allocates nothing. */
final class Counter {

  private final LongCounter counter;
  private final LabelSets sets;
  private final boolean enabled;

  Counter(LongCounter counter, LabelSets sets, boolean enabled) {
    this.counter = counter;
    this.sets = sets;
    this.enabled = enabled;
  }

  int at(LabelValue first, LabelValue second) {
    return sets.at(first, second);
  }

  void add(long amount) {
    add(amount, 0);
  }

  void add(long amount, int closed) {
    if (enabled) {
      counter.add(amount, sets.of(closed));
    }
  }

  void add(long amount, String name) {
    add(amount, name, 0);
  }

  void add(long amount, String name, int closed) {
    if (enabled) {
      counter.add(amount, sets.of(name, closed));
    }
  }

  void add(long amount, String first, String second, int closed) {
    if (enabled) {
      counter.add(amount, sets.of(first, second, closed));
    }
  }

  /** Whether this label set is there already. */
  boolean knows(String name, int closed) {
    return sets.knows(name, closed);
  }

  /** Whether this label set is there already. */
  boolean knows(String first, String second, int closed) {
    return sets.knows(first, second, closed);
  }

  /**
   * Makes rare series visible with 0 as soon as their name is known, so that rates see the first.
   */
  void announce(String name, int[] closed) {
    if (enabled && sets.isNew(name, closed[0])) {
      for (int combination : closed) {
        counter.add(0, sets.of(name, combination));
      }
    }
  }

  /** As {@link #announce(String, int[])}. */
  void announce(String first, String second, int[] closed) {
    if (enabled && sets.isNew(first, second, closed[0])) {
      for (int combination : closed) {
        Attributes set = sets.of(first, second, combination);
        counter.add(0, set);
      }
    }
  }

  /** As {@link #announce(String, int[])}, for all combinations of the closed labels. */
  void announce(int combinations) {
    for (int combination = 0; enabled && combination < combinations; combination++) {
      add(0, combination);
    }
  }
}
