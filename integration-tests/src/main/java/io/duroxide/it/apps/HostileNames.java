package io.duroxide.it.apps;

/** Names that differ from each other, and that somebody has not thought of. */
final class HostileNames {

  private static final String LONG = "x".repeat(4_096);

  private HostileNames() {}

  static String of(String kind, int number) {
    return switch (number % 100) {
      case 1 -> kind + "\"quoted\"" + number;
      case 2 -> kind + "\nline" + number + "\r\n";
      case 3 -> kind + "\0" + number;
      case 4 -> kind + "\uD83D\uDE00" + number;
      case 5 -> kind + "\uD83D" + number;
      case 6 -> kind + "\uDE00" + number;
      case 7 -> kind + number + LONG;
      case 8 -> kind + "\\" + number + "\\";
      case 9 -> kind + "{a=\"b\"} 1\n# HELP " + number;
      case 10 -> kind + "\u2028\u0085\u00e4\u7af6" + number;
      default -> kind + number;
    };
  }
}
