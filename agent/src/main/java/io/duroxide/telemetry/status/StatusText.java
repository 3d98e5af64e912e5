package io.duroxide.telemetry.status;

import io.duroxide.telemetry.config.AgentConfig.Setting;
import io.duroxide.telemetry.status.AgentStatus.Agent;
import io.duroxide.telemetry.status.AgentStatus.Exporter;
import io.duroxide.telemetry.status.AgentStatus.Instrumentation;
import io.duroxide.telemetry.status.AgentStatus.Instrumentations;
import io.duroxide.telemetry.status.AgentStatus.RuntimeBuild;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A status for people: what is wrong stands where it is looked for first. */
final class StatusText {

  private final StringBuilder out = new StringBuilder();

  private StatusText() {}

  static String of(AgentStatus status) {
    StatusText text = new StatusText();
    text.agent(status.agent(), status.runtimes());
    text.section("Problems", status.problems(), problem -> problem);
    text.instrumentations(status.instrumentations());
    text.section("Exporters", status.exporters(), StatusText::exporter);
    text.section(
        "Advice errors",
        status.adviceErrors(),
        each -> each.instrumentation() + "  " + each.count());
    text.section(
        "Dropped label values",
        status.droppedLabelValues(),
        each -> each.metric() + " " + each.label() + "  " + each.count());
    text.section(
        "Dropped log records",
        status.droppedLogRecords(),
        each -> each.severity() + "  " + each.count());
    text.section(
        "Series (label sets)",
        status.metrics().stream().filter(metric -> metric.series() > 0).toList(),
        each -> use(each.name(), each.series(), each.limit()));
    text.section(
        "Label values", status.labels(), each -> use(each.name(), each.values(), each.limit()));
    text.section("Configuration", status.configuration(), Setting::toString);
    return text.out.toString();
  }

  private void agent(Agent agent, List<RuntimeBuild> runtimes) {
    String version = agent.version().isEmpty() ? "" : " " + agent.version();
    out.append("duroxide-telemetry").append(version).append(": ").append(agent.state());
    out.append(", pid ").append(agent.pid()).append(", Java ").append(agent.jvm());
    if (agent.uptimeSeconds() != null) {
      out.append(", up ").append(Duration.ofSeconds(agent.uptimeSeconds()).toString().substring(2));
    }
    out.append('\n');
    if (agent.serviceName() != null) {
      out.append("service ").append(agent.serviceName());
      out.append(", instance ").append(agent.serviceInstanceId()).append('\n');
    }
    for (RuntimeBuild runtime : runtimes) {
      out.append("runtime ").append(runtime.version());
      out.append(" on ").append(runtime.provider()).append('\n');
    }
  }

  private void instrumentations(Instrumentations all) {
    String title =
        String.format(
            "Instrumentations: %d applied, %d pending, %d missing, %d mismatched",
            all.applied(), all.pending(), all.missing(), all.mismatched());
    List<Instrumentation> notApplied =
        all.joinPoints().stream().filter(each -> each.reason() != null).toList();
    out.append('\n').append(title).append('\n');
    lines(
        notApplied,
        each ->
            each.name() + " " + each.state() + ": " + each.reason() + "; feeds " + each.feeds());
  }

  private static String exporter(Exporter exporter) {
    List<String> parts = new ArrayList<>();
    parts.add(exporter.name() + " " + exporter.state());
    add(parts, "", exporter.target());
    add(parts, "", exporter.detail());
    if (exporter.successes() + exporter.failures() > 0) {
      parts.add(exporter.successes() + " ok, " + exporter.failures() + " failed");
    }
    add(parts, "last ok ", exporter.lastSuccessAt());
    add(parts, "last failure ", exporter.lastFailureAt());
    add(parts, "error: ", exporter.lastError());
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String title, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      parts.add(title + text);
    }
  }

  private static String use(String name, int used, int limit) {
    return name + "  " + used + " of " + limit + (used >= limit ? "  FULL" : "");
  }

  private <T> void section(String title, List<T> rows, Function<T, String> line) {
    if (!rows.isEmpty()) {
      out.append('\n').append(title).append('\n');
      lines(rows, line);
    }
  }

  private <T> void lines(List<T> rows, Function<T, String> line) {
    for (T row : rows) {
      out.append("  ").append(line.apply(row)).append('\n');
    }
  }
}
