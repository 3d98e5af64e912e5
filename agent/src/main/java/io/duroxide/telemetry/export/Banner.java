package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.AgentConfig.Otlp;
import io.duroxide.telemetry.metrics.Metric;
import io.duroxide.telemetry.metrics.Metric.Kind;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the agent says at start: what runs, where, why, and what was wrong in the configuration. */
final class Banner {

  private Banner() {}

  static List<String> lines(
      AgentConfig config,
      String agentVersion,
      @Nullable PrometheusEndpoint endpoint,
      @Nullable String otlpProblem) {
    List<String> lines = new ArrayList<>();
    lines.add("duroxide-telemetry " + agentVersion + ", service " + config.service().name());
    if (endpoint != null) {
      lines.add("Prometheus endpoint " + endpoint.address());
    } else if (!config.prometheus().enabled()) {
      lines.add("Prometheus endpoint off: duroxide.telemetry.prometheus.enabled is false");
    }
    if (otlpProblem == null) {
      lines.add(otlp(config.otlp()));
    }
    lines.addAll(config.describe());
    return List.copyOf(lines);
  }

  /** What is not as configured, a line each. */
  static List<String> problems(
      AgentConfig config, @Nullable PrometheusEndpoint endpoint, @Nullable String otlpProblem) {
    List<String> lines = new ArrayList<>(config.problems());
    lines.addAll(unknownHistograms(config));
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
    if (otlpProblem != null) {
      lines.add("OTLP off: " + otlpProblem);
    }
    return List.copyOf(lines);
  }

  private static String otlp(Otlp otlp) {
    if (!otlp.enabled()) {
      return "OTLP off: " + otlp.reason();
    }
    return "OTLP to "
        + withoutUser(otlp.endpoint())
        + " by "
        + (otlp.grpc() ? "grpc" : "http/protobuf")
        + ": "
        + otlp.reason();
  }

  static String withoutUser(String address) {
    return address.replaceAll("//[^/@]*@", "//***@");
  }

  private static List<String> unknownHistograms(AgentConfig config) {
    TreeSet<String> unknown = new TreeSet<>(config.buckets().keySet());
    for (Metric metric : MetricCatalogue.all()) {
      if (metric.kind() == Kind.HISTOGRAM) {
        unknown.remove(metric.name());
      }
    }
    return unknown.stream()
        .map(name -> "duroxide.telemetry.buckets." + name + " is ignored: no such histogram")
        .toList();
  }
}
