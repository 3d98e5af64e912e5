package io.duroxide.telemetry.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** OpenTelemetry's settings that are set and that this agent has no use for. */
final class ForeignSettings {

  /** Those of another agent, or of the application's own libraries: nobody meant us. */
  private static final List<String> NOT_MEANT =
      List.of("OTEL_JAVAAGENT_", "OTEL_INSTRUMENTATION_", "OTEL_JAVA_");

  private ForeignSettings() {}

  static void report(
      Map<String, String> systemProperties, Map<String, String> environment, List<String> notices) {
    Set<String> used = new HashSet<>();
    for (ConfigKey key : ConfigKey.values()) {
      for (OtlpSignal signal : OtlpSignal.values()) {
        key.aliases().forEach(alias -> used.add(signal.variable(alias)));
      }
    }
    List<String> unused = new ArrayList<>();
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith("OTEL_") && isUnused(name, used)) {
        unused.add(name);
      }
    }
    for (String name : new TreeSet<>(systemProperties.keySet())) {
      String variable = ConfigKey.variable(name);
      if (name.startsWith("otel.") && isUnused(variable, used)) {
        unused.add(name);
      }
    }
    if (!unused.isEmpty()) {
      notices.add(
          "settings of OpenTelemetry without effect on this agent: " + UnknownKeys.some(unused));
    }
  }

  private static boolean isUnused(String variable, Set<String> used) {
    return !used.contains(variable) && NOT_MEANT.stream().noneMatch(variable::startsWith);
  }
}
