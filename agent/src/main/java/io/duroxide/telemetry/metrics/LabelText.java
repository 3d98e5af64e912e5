package io.duroxide.telemetry.metrics;

/** Makes a label value of any text: bounded, and valid in every exposition format. */
final class LabelText {

  static final int MAX_LENGTH = 256;
  private static final char REPLACEMENT = '\uFFFD';

  private LabelText() {}

  /** The same string if there is nothing to change. */
  static String clean(String text) {
    int length = Math.min(text.length(), MAX_LENGTH);
    boolean good = length == text.length();
    for (int i = 0; good && i < length; i++) {
      good = text.charAt(i) != 0 && !Character.isSurrogate(text.charAt(i));
    }
    return good ? text : cleaned(text, length);
  }

  private static String cleaned(String text, int length) {
    StringBuilder clean = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        clean.append(c).append(text.charAt(++i));
      } else {
        // Half a surrogate pair has no encoding, and Prometheus ends its input at NUL.
        clean.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return clean.toString();
  }
}
