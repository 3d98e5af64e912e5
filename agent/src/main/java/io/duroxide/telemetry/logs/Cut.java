package io.duroxide.telemetry.logs;

import org.jspecify.annotations.Nullable;

/** Texts of strangers, made bounded. */
final class Cut {

  /** Of names and ids. */
  static final int NAME = 1024;

  /** Of messages and stack traces. */
  static final int TEXT = 16 * 1024;

  private static final String MARK = "...";

  private Cut() {}

  static String at(int limit, String text) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit - MARK.length();
    // Half a character is no text.
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + MARK;
  }

  static @Nullable String orNull(int limit, @Nullable String text) {
    return text == null ? null : at(limit, text);
  }
}
