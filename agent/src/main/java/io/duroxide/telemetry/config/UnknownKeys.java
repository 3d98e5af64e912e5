package io.duroxide.telemetry.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Names what looks like one of our keys and is none, with the nearest that is. */
final class UnknownKeys {

  private UnknownKeys() {}

  static void report(String carrier, Map<String, String> properties, List<String> problems) {
    List<String> known = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      known.add(key.property());
    }
    for (String name : new TreeSet<>(properties.keySet())) {
      boolean ours = name.startsWith(ConfigKey.PREFIX);
      // The prefix is easily forgotten in a file that is all ours.
      boolean prefixForgotten = known.contains(ConfigKey.PREFIX + name);
      if (prefixForgotten) {
        problems.add(line(name, carrier, List.of(ConfigKey.PREFIX + name)));
      } else if (ours && !isKnown(name, known, ConfigKey.BUCKETS.property())) {
        problems.add(line(name, carrier, known));
      }
    }
  }

  static void reportVariables(Map<String, String> environment, List<String> problems) {
    List<String> known = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      known.add(key.variable());
      key.aliases().stream().filter(alias -> alias.startsWith("DUROXIDE_")).forEach(known::add);
    }
    for (String name : new TreeSet<>(environment.keySet())) {
      boolean ours = name.startsWith("DUROXIDE_TELEMETRY_") || name.startsWith("DUROXIDE_METRICS_");
      if (ours && !isKnown(name, known, ConfigKey.BUCKETS.variable())) {
        problems.add(line(name, "the environment", known));
      }
    }
  }

  private static boolean isKnown(String name, List<String> known, String bucketsPrefix) {
    return known.contains(name) || name.startsWith(bucketsPrefix);
  }

  private static String line(String name, String carrier, List<String> known) {
    String printable = name.replaceAll("\\p{Cntrl}", "?");
    return "unknown key "
        + printable
        + " in "
        + carrier
        + "; did you mean "
        + nearest(name, known)
        + "?";
  }

  /** The known name with the fewest edits to {@code name}. */
  static String nearest(String name, Iterable<String> known) {
    String best = "";
    int fewest = Integer.MAX_VALUE;
    for (String candidate : known) {
      int edits = edits(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best;
  }

  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
