package io.duroxide.telemetry.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * A label of a metric.
 *
 * @param values all values it can have, as far as they are known; of a closed label in the order of
 *     their enum
 * @param isOpen whether the values come from outside and pass the limiter
 */
public record Label(String key, List<String> values, boolean isOpen) {

  static Label open(String key) {
    return open(key, List.of());
  }

  /** Values that come from outside but should be these. */
  static Label open(String key, List<String> expected) {
    return new Label(key, List.copyOf(expected), true);
  }

  static <E extends Enum<E> & LabelValue> Label closed(String key, Class<E> values) {
    return closed(key, values.getEnumConstants());
  }

  /** Without the constants from {@code end} on: what they stand for never happens to the metric. */
  static <E extends Enum<E> & LabelValue> Label closedBefore(String key, E end) {
    E[] all = end.getDeclaringClass().getEnumConstants();
    return closed(key, Arrays.copyOf(all, end.index()));
  }

  private static Label closed(String key, LabelValue[] values) {
    return new Label(key, Arrays.stream(values).map(LabelValue::text).toList(), false);
  }
}
