package io.duroxide.telemetry.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration from made-up carriers. */
final class Loading {

  static final Map<String, String> NONE = Map.of();

  static final List<String> HISTOGRAMS =
      List.of(
          "duroxide_orchestration_turns",
          "duroxide_orchestration_history_size",
          "provider.ack_worker_duration_ms");

  private Loading() {}

  static AgentConfig load(Map<String, String> properties, Map<String, String> environment) {
    return load(properties, environment, null);
  }

  /**
   * @param argument what follows {@code -javaagent:jar=}
   */
  static AgentConfig load(
      Map<String, String> properties, Map<String, String> environment, @Nullable Object argument) {
    return new ConfigLoader(properties, environment, null, HISTOGRAMS)
        .load(argument == null ? null : argument.toString());
  }
}
