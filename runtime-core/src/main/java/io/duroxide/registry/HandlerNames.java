package io.duroxide.registry;

import static java.util.Objects.requireNonNull;

/** What a handler may be called. */
final class HandlerNames {

  /** Names are stored with every event and become metric labels. */
  private static final int MAX_LENGTH = 256;

  private HandlerNames() {}

  static void requireValid(String name) {
    if (requireNonNull(name, "name").isBlank() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a handler's name must have 1 to " + MAX_LENGTH + " characters, was '" + name + "'");
    }
  }
}
