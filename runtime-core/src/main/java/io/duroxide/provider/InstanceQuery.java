package io.duroxide.provider;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances to list, newest first.
 *
 * @param statuses empty for all
 * @param orchestrationName null for all
 * @param limit most instances of one page, 1 to {@value #MAX_LIMIT}
 * @param after {@link Page#next} of the page before; null for the first page
 */
public record InstanceQuery(
    Set<InstanceStatus> statuses,
    @Nullable String orchestrationName,
    int limit,
    @Nullable String after) {

  /** Largest page: keeps one answer small whatever the store holds. */
  public static final int MAX_LIMIT = 1_000;

  /** The first page of all instances. */
  public static final InstanceQuery ALL = new InstanceQuery(Set.of(), null, 100, null);

  /**
   * @throws IllegalArgumentException if the limit is not 1 to {@value #MAX_LIMIT}
   */
  public InstanceQuery {
    statuses = Set.copyOf(statuses);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
    }
  }

  /** Only instances with one of these statuses; none given means all. */
  public InstanceQuery withStatuses(InstanceStatus... wanted) {
    return new InstanceQuery(Set.of(wanted), orchestrationName, limit, after);
  }

  /** Only instances of this orchestration. */
  public InstanceQuery withOrchestrationName(String name) {
    return new InstanceQuery(statuses, name, limit, after);
  }

  /** Pages of at most {@code most} instances. */
  public InstanceQuery withLimit(int most) {
    return new InstanceQuery(statuses, orchestrationName, most, after);
  }

  /** The page that begins behind {@code next}. */
  public InstanceQuery after(@Nullable String next) {
    return new InstanceQuery(statuses, orchestrationName, limit, next);
  }
}
