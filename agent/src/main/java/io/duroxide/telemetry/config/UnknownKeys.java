package io.duroxide.telemetry.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names what looks like one of our keys and is none, with the nearest that is. */
final class UnknownKeys {

  /** Typing errors; what is further away was meant to be something else. */
  private static final int FEW_EDITS = 3;

  private UnknownKeys() {}

  static void report(String carrier, Map<String, String> properties, List<String> problems) {
    List<String> known = properties();
    for (String name : new TreeSet<>(properties.keySet())) {
      if (name.startsWith(ConfigKey.PREFIX) && !isKnown(name, known, ConfigKey.BUCKETS)) {
        problems.add(line(name, carrier, nearest(name, known)));
      }
    }
  }

  /**
   * In a file that is all ours the prefix is easily forgotten or mistyped. What has nothing to do
   * with us is no problem, but its author should know that we do not read it.
   */
  static void reportFile(
      String file, Map<String, String> properties, List<String> problems, List<String> notices) {
    report(file, properties, problems);
    List<String> known = properties();
    List<String> strangers = new ArrayList<>();
    for (String name : new TreeSet<>(properties.keySet())) {
      if (!name.startsWith(ConfigKey.PREFIX)) {
        String bare = nearest(ConfigKey.PREFIX + name, known);
        String whole = nearest(name, known);
        if (edits(ConfigKey.PREFIX + name, bare) <= FEW_EDITS) {
          problems.add(line(name, file, bare));
        } else if (edits(name, whole) <= FEW_EDITS) {
          problems.add(line(name, file, whole));
        } else {
          strangers.add(Masking.printable(name));
        }
      }
    }
    if (!strangers.isEmpty()) {
      notices.add("keys in " + file + " that are not the agent's: " + some(strangers));
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
      boolean buckets = name.startsWith(ConfigKey.BUCKETS.variable());
      if (ours && !known.contains(name) && !buckets) {
        problems.add(line(name, "the environment", nearest(name, known)));
      }
    }
  }

  private static List<String> properties() {
    List<String> known = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      known.add(key.property());
    }
    return known;
  }

  private static boolean isKnown(String name, List<String> known, ConfigKey prefix) {
    return known.contains(name) || name.startsWith(prefix.property());
  }

  private static String line(String name, String carrier, String nearest) {
    return "unknown key "
        + Masking.printable(name)
        + " in "
        + carrier
        + "; did you mean "
        + nearest
        + "?";
  }

  /** A list that stays one line. */
  static String some(List<String> names) {
    int shown = Math.min(names.size(), 10);
    String list = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? list : list + " and " + (names.size() - shown) + " more";
  }

  /** The known name with the fewest edits to {@code name}; a group left out is one. */
  static String nearest(String name, Iterable<String> known) {
    String best = "";
    int fewest = Integer.MAX_VALUE;
    String ungrouped = name.replaceFirst("^" + Pattern.quote(ConfigKey.PREFIX), ".");
    for (String candidate : known) {
      int edits = candidate.endsWith(ungrouped) ? 1 : edits(name, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best;
  }

  private static int edits(String name, String candidate) {
    String from = name.toLowerCase(Locale.ROOT);
    String to = candidate.toLowerCase(Locale.ROOT);
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
