package io.duroxide.telemetry;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.export.Telemetry;
import io.duroxide.telemetry.install.InstallReport;
import io.duroxide.telemetry.install.InstallReport.State;
import io.duroxide.telemetry.metrics.MetricsUse;
import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.AgentStatus.Agent;
import io.duroxide.telemetry.status.AgentStatus.Instrumentation;
import io.duroxide.telemetry.status.AgentStatus.Instrumentations;
import io.duroxide.telemetry.status.Published;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the status together from those who know its parts. */
record StatusReport(
    AgentConfig config, String agentVersion, InstallReport report, Telemetry telemetry) {

  private static volatile @Nullable StatusReport current;

  /** From now on this one answers, over HTTP and to tools that attach. */
  static void serve(StatusReport report) {
    current = report;
    report.telemetry().serveStatus(report::status);
  }

  /** The status now; null if nothing of an engine has been seen yet. */
  static @Nullable AgentStatus now() {
    StatusReport report = current;
    return report == null ? null : report.status();
  }

  private AgentStatus status() {
    MetricsUse use = telemetry.metricsUse();
    return new AgentStatus(
        agent(),
        use.runtimes(),
        instrumentations(),
        telemetry.exporters(),
        use.metrics(),
        use.labels(),
        use.droppedLabelValues(),
        use.droppedLogRecords(),
        use.adviceErrors(),
        config.settings(),
        telemetry.problems());
  }

  private Agent agent() {
    ProcessHandle process = ProcessHandle.current();
    Instant started = process.info().startInstant().orElse(null);
    return new Agent(
        Published.RUNNING,
        agentVersion,
        process.pid(),
        Runtime.version().toString(),
        started == null ? null : started.truncatedTo(ChronoUnit.SECONDS).toString(),
        started == null ? null : Duration.between(started, Instant.now()).toSeconds(),
        config.service().name(),
        config.service().instanceId());
  }

  private Instrumentations instrumentations() {
    List<Instrumentation> rows = new ArrayList<>();
    for (InstallReport.Row row : report.rows()) {
      String reason = row.reason().isEmpty() ? null : row.reason();
      rows.add(new Instrumentation(row.name(), row.state().word(), row.feeds(), reason));
    }
    return new Instrumentations(
        report.count(State.APPLIED),
        report.count(State.PENDING),
        report.count(State.MISSING),
        report.count(State.MISMATCHED),
        rows);
  }
}
