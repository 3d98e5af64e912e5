package io.duroxide.telemetry;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.export.Telemetry;
import io.duroxide.telemetry.install.InstallReport;
import io.duroxide.telemetry.install.TelemetryStart;
import io.duroxide.telemetry.log.AgentLog;
import io.duroxide.telemetry.metrics.JoinPointCount;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seam between instrumentation and metrics: reads the configuration and starts the telemetry. A
 * class of its own: a lambda would cost start time.
 */
record TelemetryBoot(@Nullable String arguments, String agentVersion) implements TelemetryStart {

  /** The one engine there is a table of join points for. */
  private static final String MODULE = "duroxide";

  @Override
  public @Nullable TelemetrySink start(InstallReport report) {
    AgentConfig config =
        ConfigLoader.ofProcess(jarDirectory(), MetricCatalogue.histograms()).load(arguments);
    if (!config.enabled()) {
      AgentLog.info("off: duroxide.telemetry.enabled is false");
      return null;
    }
    Telemetry telemetry =
        Telemetry.start(config, agentVersion, () -> counts(report), AgentLog::warn);
    telemetry.announceInstrumentations(List.copyOf(report.states().keySet()));
    telemetry.stopAtExit();
    telemetry.banner().forEach(AgentLog::info);
    telemetry.problems().forEach(AgentLog::warn);
    return telemetry.sink();
  }

  private static List<JoinPointCount> counts(InstallReport report) {
    List<JoinPointCount> counts = new ArrayList<>();
    for (InstallReport.State state : InstallReport.State.values()) {
      JoinPointCount.State label = JoinPointCount.State.valueOf(state.name());
      counts.add(new JoinPointCount(MODULE, label, report.count(state)));
    }
    return counts;
  }

  /** Null if the agent was put on the boot class path only, or its place cannot be told. */
  private static @Nullable Path jarDirectory() {
    CodeSource source = TelemetryBoot.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI()).getParent();
    } catch (URISyntaxException | IllegalArgumentException unusable) {
      return null;
    }
  }
}
