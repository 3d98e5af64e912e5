package io.duroxide.telemetry.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parsed values by key, as the loader found them. */
final class Settings {

  /** A text somebody set, and where. */
  record Candidate(String source, String text) {}

  private final Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);
  private final Map<String, List<Double>> buckets = new TreeMap<>();
  private final List<String> problems;
  private final List<String> nonDefaults = new ArrayList<>();

  Settings(List<String> problems) {
    this.problems = problems;
  }

  /** Takes the candidate, or the default if there is none or it is not allowed. */
  void put(ConfigKey key, @Nullable Candidate candidate) {
    Object value = candidate == null ? null : parsed(key, key.property(), candidate);
    if (value == null && !key.defaultText().isEmpty()) {
      value = key.type().parse(key.defaultText());
    }
    if (value != null) {
      values.put(key, value);
    }
  }

  void putBuckets(String metric, Candidate candidate) {
    Object value = parsed(ConfigKey.BUCKETS, ConfigKey.BUCKETS.property() + metric, candidate);
    if (value != null) {
      @SuppressWarnings("unchecked")
      List<Double> bounds = (List<Double>) value;
      buckets.put(metric, bounds);
    }
  }

  private @Nullable Object parsed(ConfigKey key, String name, Candidate candidate) {
    String shown = masked(key, candidate.text());
    try {
      Object value = key.type().parse(candidate.text());
      if (!candidate.text().equals(key.defaultText())) {
        nonDefaults.add(name + " = " + shown + " (" + candidate.source() + ")");
      }
      return value;
    } catch (RuntimeException notAllowed) {
      String instead = key.defaultText().isEmpty() ? "nothing" : "'" + key.defaultText() + "'";
      problems.add(
          name
              + " is '"
              + shown
              + "' in "
              + candidate.source()
              + ", allowed is "
              + key.allowed()
              + "; using "
              + instead);
      return null;
    }
  }

  /** One printable line without what must stay secret. */
  private static String masked(ConfigKey key, String text) {
    if (key.secret()) {
      return "***";
    }
    String line = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return line.replaceAll("\\p{Cntrl}", "?").replaceAll("//[^/@]*@", "//***@");
  }

  boolean flag(ConfigKey key) {
    return (Boolean) get(key);
  }

  int number(ConfigKey key) {
    return (Integer) get(key);
  }

  double ratio(ConfigKey key) {
    return (Double) get(key);
  }

  Duration time(ConfigKey key) {
    return (Duration) get(key);
  }

  /** Empty if not set. */
  String text(ConfigKey key) {
    Object value = values.get(key);
    return value == null ? "" : (String) value;
  }

  /** Empty if not set. */
  @SuppressWarnings("unchecked")
  Map<String, String> pairs(ConfigKey key) {
    Object value = values.get(key);
    return value == null ? Map.of() : (Map<String, String>) value;
  }

  @SuppressWarnings("unchecked")
  List<String> names(ConfigKey key) {
    return (List<String>) get(key);
  }

  java.nio.file.@Nullable Path file(ConfigKey key) {
    return (java.nio.file.Path) values.get(key);
  }

  Map<String, List<Double>> buckets() {
    return Map.copyOf(buckets);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  List<String> nonDefaults() {
    return List.copyOf(nonDefaults);
  }

  private Object get(ConfigKey key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " has neither value nor default");
    }
    return value;
  }
}
