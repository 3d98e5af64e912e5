package io.duroxide.provider.memory;

import io.duroxide.Limits;
import io.duroxide.provider.KeyValue;
import io.duroxide.provider.KeyValueChange;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The key values of one instance: those of the executions that ended, and over them what the
 * current one changed. Apart, because a replay of the current execution starts from the former.
 */
final class KeyValues {

  private final SortedMap<String, KeyValue> before = new TreeMap<>();

  /** An empty value stands for a removed key. */
  private final Map<String, Optional<KeyValue>> delta = new HashMap<>();

  void apply(KeyValueChange change) {
    if (change instanceof KeyValueChange.Set set) {
      delta.put(set.key(), Optional.of(new KeyValue(set.value(), set.at())));
    } else if (change instanceof KeyValueChange.Remove remove) {
      delta.put(remove.key(), Optional.empty());
    } else {
      delta.clear();
      before.keySet().forEach(key -> delta.put(key, Optional.empty()));
    }
  }

  /** The current execution ended: what it changed is what the next one starts from. */
  void merge() {
    applyDelta(before);
    delta.clear();
  }

  SortedMap<String, KeyValue> before() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(before));
  }

  SortedMap<String, KeyValue> now() {
    SortedMap<String, KeyValue> merged = new TreeMap<>(before);
    applyDelta(merged);
    return Collections.unmodifiableSortedMap(merged);
  }

  @Nullable KeyValue get(String key) {
    Optional<KeyValue> changed = delta.get(key);
    return changed == null ? before.get(key) : changed.orElse(null);
  }

  /** Size of the values in UTF-8. */
  long bytes() {
    return now().values().stream().mapToLong(value -> Limits.utf8Length(value.value())).sum();
  }

  private void applyDelta(Map<String, KeyValue> target) {
    delta.forEach(
        (key, value) ->
            value.ifPresentOrElse(set -> target.put(key, set), () -> target.remove(key)));
  }
}
