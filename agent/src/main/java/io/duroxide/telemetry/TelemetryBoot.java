package io.duroxide.telemetry;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.install.InstallReport;
import io.duroxide.telemetry.install.TelemetryStart;
import org.jspecify.annotations.Nullable;

/**
 * The seam between instrumentation and metrics. A class of its own: a lambda would cost start time.
 */
record TelemetryBoot(@Nullable String arguments) implements TelemetryStart {

  @Override
  public TelemetrySink start(InstallReport report) {
    throw new UnsupportedOperationException("no metrics in this build: " + report.summary());
  }
}
