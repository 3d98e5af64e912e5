package io.duroxide.provider;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances a bulk operation takes: those that meet all conditions.
 *
 * @param instances empty for all
 * @param endedBefore only those that ended before this time, epoch milliseconds; null for all
 * @param limit most instances of one call, at least 1
 */
public record DeletionFilter(Set<String> instances, @Nullable Long endedBefore, int limit) {

  /** Keeps one transaction short. */
  public static final int DEFAULT_LIMIT = 1_000;

  /** All instances, {@value #DEFAULT_LIMIT} per call. */
  public static final DeletionFilter ALL = new DeletionFilter(Set.of(), null, DEFAULT_LIMIT);

  /**
   * @throws IllegalArgumentException if the limit is below 1
   */
  public DeletionFilter {
    instances = Set.copyOf(instances);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, was " + limit);
    }
  }
}
