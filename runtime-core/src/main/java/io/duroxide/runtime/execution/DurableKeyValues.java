package io.duroxide.runtime.execution;

import static java.util.Objects.requireNonNull;

import io.duroxide.KeyValues;
import io.duroxide.LimitExceededException;
import io.duroxide.Limits;
import io.duroxide.payload.PayloadCodec;
import io.duroxide.provider.KeyValue;
import io.duroxide.replay.Action;
import io.duroxide.replay.ReplayEngine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An instance's key values as its code sees them: what earlier executions left, and what this one
 * has done since. A replay does the same again, so nothing is read from the events.
 */
final class DurableKeyValues implements KeyValues {

  private final Fibers fibers;
  private final ReplayEngine engine;
  private final TreeMap<String, KeyValue> values;

  DurableKeyValues(Fibers fibers, ReplayEngine engine, Map<String, KeyValue> before) {
    this.fibers = fibers;
    this.engine = engine;
    this.values = new TreeMap<>(before);
  }

  @Override
  public <T> @Nullable T get(String key, Class<T> type) {
    fibers.current();
    KeyValue stored = values.get(requireNonNull(key, "key"));
    return stored == null ? null : PayloadCodec.decode(stored.value(), type);
  }

  @Override
  public void set(String key, Object value) {
    fibers.current();
    Limits.requireName("key", key);
    String encoded = requireNonNull(PayloadCodec.encode(requireNonNull(value, "value")));
    if (!values.containsKey(key) && values.size() >= Limits.MAX_KEYS) {
      throw new LimitExceededException(
          "key %s is one too many: an instance has at most %d".formatted(key, Limits.MAX_KEYS));
    }
    requireSize("value of key " + key, encoded, Limits.MAX_KEY_VALUE_BYTES);
    values.put(key, new KeyValue(encoded, engine.currentTime()));
    emit(new Action.SetKeyValue(key, encoded));
  }

  @Override
  public void remove(String key) {
    fibers.current();
    if (values.remove(requireNonNull(key, "key")) != null) {
      emit(new Action.RemoveKeyValue(key));
    }
  }

  @Override
  public void clear() {
    fibers.current();
    if (!values.isEmpty()) {
      values.clear();
      emit(new Action.ClearKeyValues());
    }
  }

  @Override
  public Set<String> keys() {
    fibers.current();
    return new TreeSet<>(values.keySet());
  }

  @Override
  public int size() {
    fibers.current();
    return values.size();
  }

  @Override
  public @Nullable Instant updatedAt(String key) {
    fibers.current();
    KeyValue stored = values.get(requireNonNull(key, "key"));
    return stored == null ? null : Instant.ofEpochMilli(stored.updatedAt());
  }

  @Override
  public int removeOlderThan(Instant limit) {
    fibers.current();
    requireNonNull(limit, "limit");
    List<String> old =
        values.entrySet().stream()
            .filter(entry -> Instant.ofEpochMilli(entry.getValue().updatedAt()).isBefore(limit))
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(this::remove);
    return old.size();
  }

  private void emit(Action action) {
    engine.emit(action, () -> {});
  }

  static void requireSize(String what, @Nullable String encoded, int maxBytes) {
    long bytes = encoded == null ? 0 : Limits.utf8Length(encoded);
    if (bytes > maxBytes) {
      throw new LimitExceededException(
          "%s has %d bytes, more than the %d allowed".formatted(what, bytes, maxBytes));
    }
  }
}
