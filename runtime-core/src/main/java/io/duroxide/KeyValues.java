package io.duroxide;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Small values that belong to an instance: they outlive its executions and its end, and clients and
 * other instances can read them.
 *
 * <p>Reads are local and see the writes before them. A write is recorded and becomes visible to
 * others with the end of the turn. Confined to the orchestration's own code, like the {@link
 * OrchestrationContext} it comes from. At most {@value Limits#MAX_KEYS} keys of at most {@value
 * Limits#MAX_KEY_VALUE_BYTES} bytes each.
 */
public interface KeyValues {

  /** The value of a key, or null if it has none. */
  <T> @Nullable T get(String key, Class<T> type);

  /**
   * Gives a key a value.
   *
   * @param value has a JSON form; null is refused, see {@link #remove}
   * @throws LimitExceededException if the value is too large, or the key is one too many
   */
  void set(String key, Object value);

  /** Takes a key's value away; does nothing if it has none. */
  void remove(String key);

  /** Takes all values away, those set by earlier executions too. */
  void clear();

  /** The keys that have a value, in alphabetical order: a copy. */
  Set<String> keys();

  /** How many keys have a value. */
  int size();

  /** When the key was last set, by the turn's clock: the same on every replay. Null without one. */
  @Nullable Instant updatedAt(String key);

  /**
   * Takes away the values last set before {@code limit}.
   *
   * @return how many
   */
  int removeOlderThan(Instant limit);
}
