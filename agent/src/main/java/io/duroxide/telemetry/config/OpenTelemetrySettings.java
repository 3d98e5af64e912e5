package io.duroxide.telemetry.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's own settings, in variables or as system properties, said in our words. */
final class OpenTelemetrySettings {

  private static final String PROMETHEUS = "prometheus";
  private static final String OTLP = "otlp";
  private static final Set<String> OF_OTHERS = Set.of(OTLP, "none", "");
  private static final Set<String> OF_METRICS = Set.of(PROMETHEUS, OTLP, "none", "");

  private final Map<String, String> systemProperties;
  private final Map<String, String> environment;

  OpenTelemetrySettings(Map<String, String> systemProperties, Map<String, String> environment) {
    this.systemProperties = systemProperties;
    this.environment = environment;
  }

  /**
   * @param where the name by which it was found
   */
  private record Found(String where, String text) {}

  /** What one of these variables says about our key; null if it is not set. */
  Settings.@Nullable Candidate candidate(ConfigKey key, String variable) {
    Found found = find(variable);
    return found == null
        ? null
        : new Settings.Candidate(found.where(), inOurWords(key, found.text()), true);
  }

  private @Nullable Found find(String variable) {
    String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    String text = systemProperties.getOrDefault(property, "").strip();
    if (!text.isEmpty()) {
      return new Found("system property " + property, text);
    }
    text = environment.getOrDefault(variable, "").strip();
    return text.isEmpty() ? null : new Found("environment " + variable, text);
  }

  private static String inOurWords(ConfigKey key, String text) {
    return switch (key) {
      case ENABLED -> opposite(text);
      case PROMETHEUS_ENABLED -> Boolean.toString(names(text).contains(PROMETHEUS));
      case OTLP_ENABLED, LOGS_ENABLED -> Boolean.toString(names(text).contains(OTLP));
      default -> text;
    };
  }

  /** Of OTEL_SDK_DISABLED; what is neither stays, to be refused. */
  private static String opposite(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> "false";
      case "false" -> "true";
      default -> text;
    };
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      names.add(name.strip().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** Exporters that the application may have, and this agent has not. */
  void reportExporters(List<String> notices) {
    for (OtlpSignal signal : OtlpSignal.values()) {
      Found found = find(signal.exporters());
      if (found != null) {
        List<String> others = names(found.text());
        others.removeAll(signal == OtlpSignal.METRICS ? OF_METRICS : OF_OTHERS);
        if (!others.isEmpty()) {
          notices.add(
              found.where()
                  + " names exporters without effect on this agent: "
                  + Masking.printable(String.join(", ", others)));
        }
      }
    }
  }
}
