package io.duroxide.provider;

import io.duroxide.Limits;
import java.util.List;
import java.util.Set;

/**
 * Which activities a worker takes, by their tag.
 *
 * @param untagged takes activities without a tag
 * @param anyTag takes activities with whatever tag
 * @param tags takes activities with one of these tags
 */
public record TagFilter(boolean untagged, boolean anyTag, Set<String> tags) {

  /** Most tags of one filter, as in duroxide. */
  public static final int MAX_TAGS = 5;

  /**
   * @throws IllegalArgumentException if there are more than {@value #MAX_TAGS} tags, or one is no
   *     valid name
   */
  public TagFilter {
    tags = Set.copyOf(tags);
    if (tags.size() > MAX_TAGS) {
      throw new IllegalArgumentException(
          "a tag filter takes at most " + MAX_TAGS + " tags, got " + tags.size());
    }
    tags.forEach(tag -> Limits.requireName("tag", tag));
  }

  /** Untagged activities only: the default. */
  public static TagFilter defaultOnly() {
    return new TagFilter(true, false, Set.of());
  }

  /** Activities with one of these tags only. */
  public static TagFilter tags(String... tags) {
    return new TagFilter(false, false, atLeastOne(tags));
  }

  /** Untagged activities and those with one of these tags. */
  public static TagFilter defaultAnd(String... tags) {
    return new TagFilter(true, false, atLeastOne(tags));
  }

  /** All activities. */
  public static TagFilter any() {
    return new TagFilter(true, true, Set.of());
  }

  /** No activities at all: a node for orchestrations only. */
  public static TagFilter none() {
    return new TagFilter(false, false, Set.of());
  }

  /** Whether nothing ever passes. */
  public boolean takesNothing() {
    return !untagged && !anyTag && tags.isEmpty();
  }

  private static Set<String> atLeastOne(String... tags) {
    if (tags.length == 0) {
      throw new IllegalArgumentException("a tag filter needs at least one tag");
    }
    return Set.copyOf(List.of(tags));
  }
}
