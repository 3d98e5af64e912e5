package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import org.jspecify.annotations.Nullable;

/**
 * Builds everything behind the sink, or nothing (null) if the configuration says so. Called once,
 * on a daemon thread.
 */
@FunctionalInterface
public interface TelemetryStart {

  @Nullable TelemetrySink start(InstallReport report) throws Exception;
}
