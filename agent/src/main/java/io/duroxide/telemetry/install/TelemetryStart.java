package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.LogSink;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import org.jspecify.annotations.Nullable;

/** Builds everything behind the sink. */
@FunctionalInterface
public interface TelemetryStart {

  /**
   * Called once, on a daemon thread. Returns null if nothing is to be reported.
   *
   * @param engineLoader where the first class of an engine came from; null for the boot loader
   */
  @Nullable Started start(InstallReport report, @Nullable ClassLoader engineLoader)
      throws Exception;

  /**
   * What runs.
   *
   * @param logs where log records go; null if nobody wants them
   */
  record Started(TelemetrySink sink, @Nullable LogSink logs) {}
}
