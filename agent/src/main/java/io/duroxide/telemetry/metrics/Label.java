package io.duroxide.telemetry.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * A label of a metric.
 *
 * @param values all values it can have, in the order of their enum; empty if they come from outside
 *     and pass the limiter
 */
public record Label(String key, List<String> values) {

  static Label open(String key) {
    return new Label(key, List.of());
  }

  static <E extends Enum<E> & LabelValue> Label closed(String key, Class<E> values) {
    return new Label(key, Arrays.stream(values.getEnumConstants()).map(LabelValue::text).toList());
  }

  boolean isOpen() {
    return values.isEmpty();
  }
}
