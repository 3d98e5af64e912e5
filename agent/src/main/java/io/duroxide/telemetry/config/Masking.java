package io.duroxide.telemetry.config;

import java.util.regex.Pattern;

/** Keeps credentials out of what people read. */
final class Masking {

  static final String MASK = "***";

  private static final int MAX_LENGTH = 200;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Up to the last sign that can end it: a password may hold any character. */
  private static final Pattern USER = Pattern.compile("//\\S*@");

  private static final Pattern QUERY = Pattern.compile("(//[^\\s?]*)\\?\\S*");

  private static final Pattern ANY_USER = Pattern.compile("^([a-zA-Z+.-]*://)?.*@");
  private static final Pattern ANY_QUERY = Pattern.compile("\\?.*$");

  private Masking() {}

  /** The value of {@code key} as one printable line. */
  static String shown(ConfigKey key, String value) {
    if (key.secret()) {
      return MASK;
    }
    String line = printable(value);
    return key.type() == ValueType.ADDRESS ? address(line) : addresses(line);
  }

  /** Wherever they stand: this may be no address, for a typing error. */
  private static String address(String value) {
    return ANY_QUERY
        .matcher(ANY_USER.matcher(value).replaceAll("$1" + MASK + "@"))
        .replaceAll("?" + MASK);
  }

  /** One line of bounded length. */
  static String printable(String text) {
    String line = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
    return CONTROL.matcher(line).replaceAll("?");
  }

  /** Without the user and the query of every address in the text. */
  static String addresses(String text) {
    String withoutUser = USER.matcher(text).replaceAll("//" + MASK + "@");
    return QUERY.matcher(withoutUser).replaceAll("$1?" + MASK);
  }
}
