package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.AgentHooks;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.TelemetrySink;
import io.duroxide.telemetry.log.AgentLog;
import io.duroxide.telemetry.log.RateLimit;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The agent inside one JVM. */
public final class AgentInstallation extends AgentHooks {

  private final RateLimit failures = new RateLimit();
  private final AtomicBoolean summarised = new AtomicBoolean();
  private final InstallReport report;
  private final LazyTelemetry telemetry;
  private final ProviderDiscovery providers;

  private AgentInstallation(
      InstallReport report, LazyTelemetry telemetry, ProviderDiscovery providers) {
    this.report = report;
    this.telemetry = telemetry;
    this.providers = providers;
  }

  /**
   * Instruments what is loaded already and all that will be. The bridge must be there: this very
   * class needs it.
   *
   * @param start called when there is something to report about
   */
  public static void install(Instrumentation instrumentation, TelemetryStart start)
      throws UnmodifiableClassException {
    InstallReport report = new InstallReport();
    LazyTelemetry telemetry = new LazyTelemetry(start, report);
    TargetTransformer transformer = new TargetTransformer(report, telemetry);
    transformer.add(JoinPoints.targets(report));
    ProviderDiscovery providers = new ProviderDiscovery(instrumentation, transformer);
    Bridge.connect(new AgentInstallation(report, telemetry, providers));
    instrumentation.addTransformer(transformer, true);
    retransformLoaded(instrumentation, transformer, providers);
  }

  /** With an AOT cache, and when attached late, classes are there before the transformer. */
  private static void retransformLoaded(
      Instrumentation instrumentation, TargetTransformer transformer, ProviderDiscovery providers)
      throws UnmodifiableClassException {
    Class<?>[] all = instrumentation.getAllLoadedClasses();
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : all) {
      if (transformer.wants(type.getName())) {
        loaded.add(type);
      }
    }
    if (loaded.isEmpty()) {
      return;
    }
    instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    for (Class<?> type : all) {
      if (!type.isInterface() && !type.isArray() && !type.isPrimitive()) {
        providers.inspect(type);
      }
    }
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
    if (!summarised.compareAndSet(false, true)) {
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
