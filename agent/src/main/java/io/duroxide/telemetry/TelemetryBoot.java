package io.duroxide.telemetry;

import io.duroxide.telemetry.bootstrap.LogSink;
import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.export.Telemetry;
import io.duroxide.telemetry.install.AgentProperties;
import io.duroxide.telemetry.install.InstallReport;
import io.duroxide.telemetry.install.LastHook;
import io.duroxide.telemetry.install.TelemetryStart;
import io.duroxide.telemetry.log.AgentLog;
import io.duroxide.telemetry.logs.LogLanes;
import io.duroxide.telemetry.logs.RecordingLogSink;
import io.duroxide.telemetry.metrics.JoinPointCount;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import io.duroxide.telemetry.status.Published;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The seam between instrumentation and metrics: reads the configuration and starts the telemetry. A
 * class of its own: a lambda would cost start time.
 *
 * @param late whether the application was running already
 */
record TelemetryBoot(
    @Nullable String arguments, String agentVersion, Instrumentation instrumentation, boolean late)
    implements TelemetryStart {

  /** What systemd and others call a configuration error. */
  private static final int CONFIGURATION_ERROR = 78;

  /** The one engine there is a table of join points for. */
  private static final String MODULE = "duroxide";

  @Override
  public @Nullable Started start(InstallReport report, @Nullable ClassLoader engineLoader) {
    AgentConfig config = config();
    if (!config.enabled()) {
      AgentLog.info("off: " + config.decisive());
      publish(Published.OFF, null);
      return null;
    }
    if (refuses(config, engineLoader)) {
      return null;
    }
    Telemetry telemetry =
        Telemetry.start(config, agentVersion, () -> counts(report), AgentLog::warn);
    if (late) {
      telemetry.findRunningRuntimes();
    }
    report.follow(telemetry::announceInstrumentation);
    LastHook.register(telemetry::flushAndStop);
    StatusReport.serve(new StatusReport(config, agentVersion, report, telemetry));
    publish(Published.RUNNING, telemetry.statusAddress());
    telemetry.banner().forEach(AgentLog::info);
    telemetry.problems().forEach(AgentLog::warn);
    telemetry.watchJvm();
    return new Started(telemetry.sink(), logs(telemetry, config));
  }

  private static @Nullable LogSink logs(Telemetry telemetry, AgentConfig config) {
    LogLanes lanes = telemetry.logs();
    // This is one of the agent's own threads.
    return lanes == null
        ? null
        : RecordingLogSink.to(
            lanes, config, telemetry.roots(), Thread.currentThread().getThreadGroup());
  }

  private AgentConfig config() {
    return ConfigLoader.ofProcess(AgentJar.directory(), MetricCatalogue.histograms())
        .load(arguments);
  }

  /** Before {@code main}, as far as that can be told there. */
  boolean refusesToStart() {
    return refuses(config(), ClassLoader.getSystemClassLoader());
  }

  /**
   * If there are objections: the end of the JVM, unless the application is running and was not the
   * one who asked.
   */
  private boolean refuses(AgentConfig config, @Nullable ClassLoader engineLoader) {
    List<String> objections = StrictStart.objections(config, engineLoader);
    if (objections.isEmpty()) {
      return false;
    }
    String why = String.join("; ", objections);
    if (late) {
      AgentLog.warn("not attached, duroxide.telemetry.strict is true: " + why);
      publish(Published.REFUSED + why, null);
    } else {
      AgentLog.error("refusing to start, duroxide.telemetry.strict is true: " + why);
      System.exit(CONFIGURATION_ERROR);
    }
    return true;
  }

  /** Leaves word for tools that attach. */
  void publish(String state, @Nullable String statusAddress) {
    Map<String, String> properties = new HashMap<>();
    properties.put(Published.STATE, state);
    properties.put(Published.VERSION, agentVersion);
    if (statusAddress != null) {
      properties.put(Published.STATUS_ADDRESS, statusAddress);
    }
    AgentProperties.publish(instrumentation, properties);
  }

  private static List<JoinPointCount> counts(InstallReport report) {
    List<JoinPointCount> counts = new ArrayList<>();
    for (InstallReport.State state : InstallReport.State.values()) {
      JoinPointCount.State label = JoinPointCount.State.valueOf(state.name());
      counts.add(new JoinPointCount(MODULE, label, report.count(state)));
    }
    return counts;
  }
}
