package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.TelemetrySink;

/** Builds everything behind the sink. Called once, on a daemon thread. */
@FunctionalInterface
public interface TelemetryStart {

  TelemetrySink start(InstallReport report) throws Exception;
}
