package io.duroxide.telemetry.config;

import io.duroxide.telemetry.config.AgentConfig.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parsed values by key, as the loader found them. */
final class Settings {

  private static final String DEFAULT = "default";

  /**
   * A text somebody set, and where.
   *
   * @param openTelemetry whether it is one of OpenTelemetry's own settings
   */
  record Candidate(String source, String text, boolean openTelemetry) {}

  private final Map<ConfigKey, Object> values = new EnumMap<>(ConfigKey.class);
  private final Map<OtlpSignal, Map<ConfigKey, @Nullable Object>> ofSignals =
      new EnumMap<>(OtlpSignal.class);
  private final Set<ConfigKey> foreign = EnumSet.noneOf(ConfigKey.class);
  private final Map<String, List<Double>> buckets = new TreeMap<>();
  private final List<String> problems;
  private final List<Setting> inEffect = new ArrayList<>();

  Settings(List<String> problems) {
    this.problems = problems;
  }

  /** Takes the candidate, or the default if there is none or it is not allowed. */
  void put(ConfigKey key, @Nullable Candidate candidate) {
    Object value = candidate == null ? null : parsed(key, key.property(), candidate);
    if (candidate != null && value != null) {
      use(key.property(), key, candidate);
      if (candidate.openTelemetry()) {
        foreign.add(key);
      }
    } else {
      inEffect.add(new Setting(key.property(), key.defaultText(), DEFAULT, false));
      value = key.defaultText().isEmpty() ? null : key.type().parse(key.defaultText());
    }
    if (value != null) {
      values.put(key, value);
    }
  }

  /** In the place of the value that holds for all signals. */
  void putOf(OtlpSignal signal, ConfigKey key, @Nullable Candidate candidate) {
    String name = key.property() + " of " + signal.name().toLowerCase(Locale.ROOT);
    Object value = candidate == null ? null : parsed(key, name, candidate);
    if (candidate != null && value != null) {
      use(name, key, candidate);
    } else {
      inEffect.add(new Setting(name, key.defaultText(), DEFAULT, false));
      value = key.defaultText().isEmpty() ? null : key.type().parse(key.defaultText());
    }
    ofSignals.computeIfAbsent(signal, first -> new HashMap<>()).put(key, value);
  }

  /** These, with what differs for the signal. */
  Settings of(OtlpSignal signal) {
    Settings settings = new Settings(problems);
    settings.values.putAll(values);
    settings.foreign.addAll(foreign);
    ofSignals
        .getOrDefault(signal, Map.of())
        .forEach(
            (key, value) -> {
              settings.values.remove(key);
              if (value != null) {
                settings.values.put(key, value);
              }
            });
    return settings;
  }

  void putBuckets(String metric, Candidate candidate) {
    String name = ConfigKey.BUCKETS.property() + metric;
    Object value = parsed(ConfigKey.BUCKETS, name, candidate);
    if (value != null) {
      @SuppressWarnings("unchecked")
      List<Double> bounds = (List<Double>) value;
      buckets.put(metric, bounds);
      use(name, ConfigKey.BUCKETS, candidate);
    }
  }

  /** The file is read before anything else and is no value of its own. */
  void putFile(String name, String source) {
    inEffect.add(new Setting(ConfigKey.CONFIG.property(), name, source, false));
  }

  private void use(String name, ConfigKey key, Candidate candidate) {
    String shown = Masking.shown(key, candidate.text());
    boolean changed = !candidate.text().equals(key.defaultText());
    inEffect.add(new Setting(name, shown, candidate.source(), changed));
  }

  private @Nullable Object parsed(ConfigKey key, String name, Candidate candidate) {
    try {
      return key.type().parse(candidate.text());
    } catch (RuntimeException notAllowed) {
      String instead = key.defaultText().isEmpty() ? "nothing" : "'" + key.defaultText() + "'";
      problems.add(
          name
              + " is '"
              + Masking.shown(key, candidate.text())
              + "' in "
              + candidate.source()
              + ", allowed is "
              + key.allowed()
              + "; using "
              + instead);
      return null;
    }
  }

  /** Whether the value came from a setting of OpenTelemetry's, which ours come before. */
  boolean isForeign(ConfigKey key) {
    return foreign.contains(key);
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

  @Nullable Path file(ConfigKey key) {
    return (Path) values.get(key);
  }

  Map<String, List<Double>> buckets() {
    return Map.copyOf(buckets);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  List<Setting> inEffect() {
    return List.copyOf(inEffect);
  }

  private Object get(ConfigKey key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(key + " has neither value nor default");
    }
    return value;
  }
}
