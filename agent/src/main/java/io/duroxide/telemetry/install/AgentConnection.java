package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.AgentHooks;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.log.AgentLog;
import io.duroxide.telemetry.log.RateLimit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The agent's end of the bridge. Can be loaded only once the bridge is defined. */
final class AgentConnection extends AgentHooks {

  private final RateLimit failures = new RateLimit();
  private final AtomicBoolean summarised = new AtomicBoolean();
  private final InstallReport report;
  private final LazyTelemetry telemetry;
  private final ProviderDiscovery providers;

  private AgentConnection(
      InstallReport report, LazyTelemetry telemetry, ProviderDiscovery providers) {
    this.report = report;
    this.telemetry = telemetry;
    this.providers = providers;
  }

  /** Connects the bridge and begins to start the telemetry. */
  static LazyTelemetry open(
      TelemetryStart start,
      InstallReport report,
      ProviderDiscovery providers,
      Consumer<LogSink> capture,
      @Nullable ClassLoader engineLoader) {
    LazyTelemetry telemetry = new LazyTelemetry(start, report, capture, engineLoader);
    Bridge.connect(new AgentConnection(report, telemetry, providers));
    telemetry.begin();
    return telemetry;
  }

  @Override
  public TelemetrySink awaitSink() {
    return telemetry.await();
  }

  @Override
  public void storeSeen(Object store) {
    providers.inspect(store.getClass());
  }

  @Override
  public void runtimeStarted() {
    if (!telemetry.reports() || !summarised.compareAndSet(false, true)) {
      return;
    }
    if (report.incomplete()) {
      AgentLog.warn(report.summary());
    } else {
      AgentLog.info(report.summary());
    }
  }

  @Override
  public void adviceFailed(String instrumentation, Throwable failure) {
    long suppressed = failures.tryPass();
    if (suppressed >= 0) {
      AgentLog.warn(
          "advice of " + instrumentation + " failed (" + suppressed + " more before)", failure);
    }
  }
}
