package io.duroxide.provider;

import static java.util.Objects.requireNonNull;

import io.duroxide.Version;

/** Versions of the runtime whose executions a node can replay, both ends included. */
public record VersionRange(Version from, Version to) {

  /**
   * @throws IllegalArgumentException if {@code from} is above {@code to}
   */
  public VersionRange {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    if (from.compareTo(to) > 0) {
      throw new IllegalArgumentException("the range from " + from + " to " + to + " is empty");
    }
  }

  /** Whether {@code version} is within the range. */
  public boolean contains(Version version) {
    return from.compareTo(version) <= 0 && version.compareTo(to) <= 0;
  }
}
