package io.duroxide.provider;

import org.jspecify.annotations.Nullable;

/**
 * Which old executions of an instance go: those that meet all conditions. Never the current one,
 * never one that runs.
 *
 * @param keepLast how many of the latest executions stay, the current one included; 0 and 1 mean
 *     the same
 * @param endedBefore only those that ended before this time, epoch milliseconds; null for all
 */
public record PruneOptions(int keepLast, @Nullable Long endedBefore) {

  /**
   * @throws IllegalArgumentException if {@code keepLast} is negative
   */
  public PruneOptions {
    if (keepLast < 0) {
      throw new IllegalArgumentException("keepLast must not be negative, was " + keepLast);
    }
  }

  /** Keeps the latest executions, whenever the others ended. */
  public static PruneOptions keepLast(int executions) {
    return new PruneOptions(executions, null);
  }
}
