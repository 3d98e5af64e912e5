package io.duroxide.runtime.execution;

import io.duroxide.replay.TurnEnvironment;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A world that answers the same whenever a turn is decided again. */
final class ScriptedEnvironment implements TurnEnvironment {

  private final long now;
  private final Map<String, String> keyValues;
  private final long maxHistoryEvents;
  private long nextUuid;

  ScriptedEnvironment(long now, Map<String, String> keyValues, long maxHistoryEvents) {
    this.now = now;
    this.keyValues = Map.copyOf(keyValues);
    this.maxHistoryEvents = maxHistoryEvents;
    this.nextUuid = now;
  }

  long now() {
    return now;
  }

  Map<String, String> keyValues() {
    return keyValues;
  }

  /** The same world, as it was before anybody asked it anything. */
  ScriptedEnvironment again() {
    return new ScriptedEnvironment(now, keyValues, maxHistoryEvents);
  }

  @Override
  public UUID randomUuid() {
    return new UUID(0, nextUuid++);
  }

  @Override
  public @Nullable String keyValue(String instance, String key) {
    return keyValues.get(instance + "/" + key);
  }

  @Override
  public long maxHistoryEvents() {
    return maxHistoryEvents;
  }
}
