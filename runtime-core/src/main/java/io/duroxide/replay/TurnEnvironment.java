package io.duroxide.replay;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a turn may ask of the world outside; every answer is recorded. */
public interface TurnEnvironment {

  UUID randomUuid();

  /**
   * The encoded value of an instance's key now, or null if there is none. What it throws ends the
   * turn undecided.
   */
  @Nullable String keyValue(String instance, String key);

  /** Most events an execution's history may have: ends code that would go on without waiting. */
  long maxHistoryEvents();
}
