package io.duroxide.provider;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which activities a fetch may take.
 *
 * @param sessions null takes only activities without a session
 */
public record WorkerFilter(TagFilter tags, @Nullable SessionClaim sessions) {

  /** Untagged activities without a session. */
  public static final WorkerFilter DEFAULT = new WorkerFilter(TagFilter.defaultOnly(), null);

  public WorkerFilter {
    requireNonNull(tags, "tags");
  }

  /**
   * Lets a fetch take activities of sessions that {@code owner} holds or that nobody holds; one of
   * the latter becomes the owner's with the fetch.
   *
   * @param owner all callers with the same name share their sessions
   * @param lockTimeout how long a session stays the owner's without renewal
   */
  public record SessionClaim(String owner, Duration lockTimeout) {}
}
