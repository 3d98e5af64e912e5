package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the agent says at start: what runs, where, why, and what was wrong in the configuration. */
final class Banner {

  private Banner() {}

  static List<String> lines(
      AgentConfig config,
      String agentVersion,
      @Nullable PrometheusEndpoint endpoint,
      OtlpRoute<?> metrics,
      OtlpRoute<?> logs) {
    List<String> lines = new ArrayList<>();
    lines.add("duroxide-telemetry " + agentVersion + ", service " + config.service().name());
    if (endpoint != null) {
      lines.add("Prometheus endpoint " + endpoint.address());
    } else if (!config.prometheus().enabled()) {
      lines.add("Prometheus endpoint off: duroxide.telemetry.prometheus.enabled is false");
    }
    if (metrics.problem() == null) {
      lines.add("OTLP " + metrics.described());
    }
    if (logs.problem() == null) {
      lines.add("Logs " + logs.described());
    }
    lines.addAll(config.describe());
    lines.addAll(config.notices());
    return List.copyOf(lines);
  }

  /** What is not as configured, a line each. */
  static List<String> problems(
      AgentConfig config,
      @Nullable PrometheusEndpoint endpoint,
      OtlpRoute<?> metrics,
      OtlpRoute<?> logs) {
    List<String> lines = new ArrayList<>(config.problems());
    AgentConfig.Prometheus wanted = config.prometheus();
    if (wanted.enabled() && endpoint == null) {
      lines.add(
          "Prometheus endpoint off: no port from "
              + wanted.port()
              + " on can be opened on "
              + wanted.host());
    } else if (endpoint != null && wanted.port() != 0 && wanted.port() != endpoint.port()) {
      lines.add("port " + wanted.port() + " is taken, metrics are at " + endpoint.address());
    }
    if (metrics.problem() != null) {
      lines.add("OTLP off: " + metrics.problem());
    }
    if (logs.problem() != null) {
      lines.add("Logs off: " + logs.problem());
    }
    return List.copyOf(lines);
  }
}
