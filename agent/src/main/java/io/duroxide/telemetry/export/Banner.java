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
    lines.add(prometheus(config.prometheus(), endpoint));
    lines.add(otlp(config.otlp(), otlpProblem));
    lines.addAll(config.describe());
    lines.addAll(config.problems());
    lines.addAll(unknownHistograms(config));
    return List.copyOf(lines);
  }

  private static String prometheus(
      AgentConfig.Prometheus config, @Nullable PrometheusEndpoint endpoint) {
    if (!config.enabled()) {
      return "Prometheus endpoint off: duroxide.telemetry.prometheus.enabled is false";
    }
    if (endpoint == null) {
      return "Prometheus endpoint off: no port from "
          + config.port()
          + " on can be opened on "
          + config.host();
    }
    boolean moved = config.port() != 0 && config.port() != endpoint.port();
    return "Prometheus endpoint "
        + endpoint.address()
        + (moved ? " (port " + config.port() + " is taken)" : "");
  }

  private static String otlp(Otlp otlp, @Nullable String problem) {
    if (problem != null) {
      return "OTLP off: " + problem;
    }
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
