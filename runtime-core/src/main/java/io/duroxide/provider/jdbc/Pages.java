package io.duroxide.provider.jdbc;

import io.duroxide.provider.Page;
import java.util.List;
import java.util.function.Function;

/** Parts of lists that were read one item too far, to know whether there are more. */
final class Pages {

  private Pages() {}

  static <T> Page<T> of(List<T> found, int limit, Function<T, String> place) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, place.apply(items.get(limit - 1)));
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not what {@link Page#next} gave
   */
  static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no place in a list", e);
    }
  }
}
