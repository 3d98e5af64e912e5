package io.duroxide.runtime.orchestration;

import io.duroxide.provider.KeyValue;
import io.duroxide.provider.Provider;
import io.duroxide.replay.TurnEnvironment;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a turn asks of the world: this JVM's randomness and the store. Thread-safe. */
record StoreEnvironment(Provider provider, long maxHistoryEvents) implements TurnEnvironment {

  @Override
  public UUID randomUuid() {
    return UUID.randomUUID();
  }

  @Override
  public @Nullable String keyValue(String instance, String key) {
    KeyValue stored = provider.keyValue(instance, key);
    return stored == null ? null : stored.value();
  }
}
