package io.duroxide.telemetry.install;

import io.duroxide.telemetry.log.AgentLog;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts the agent into a JVM. Before {@code main} that is a lookup table and no more; the bridge,
 * Byte Buddy and the telemetry come with the first class of an engine, in most JVMs never.
 */
public final class AgentInstaller implements TargetTransformer.Connection {

  private final Instrumentation instrumentation;
  private final TelemetryStart start;
  private final InstallReport report = new InstallReport();
  private final TargetTransformer transformer = new TargetTransformer(report, this);
  private final ProviderDiscovery providers;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable LazyTelemetry telemetry;

  private AgentInstaller(Instrumentation instrumentation, TelemetryStart start) {
    this.instrumentation = instrumentation;
    this.start = start;
    this.providers = new ProviderDiscovery(instrumentation, transformer);
  }

  /**
   * Instruments what is loaded already and all that will be.
   *
   * @param start called when there is something to report about
   * @param late whether the application is running already
   */
  public static void install(Instrumentation instrumentation, TelemetryStart start, boolean late)
      throws Exception {
    AgentInstaller installer = new AgentInstaller(instrumentation, start);
    installer.transformer.add(JoinPoints.targets(installer.report));
    if (late) {
      installer.installLate();
    } else {
      installer.transformAndRetransform();
    }
  }

  private void transformAndRetransform() throws UnmodifiableClassException {
    instrumentation.addTransformer(transformer, true);
    retransformLoaded();
  }

  /**
   * Woven code waits for the telemetry; of a running application nothing may wait. And if there
   * will be none, it is left as it is.
   */
  private void installLate() throws Exception {
    LazyTelemetry started = startForLoadedEngine();
    if (started == null) {
      transformAndRetransform();
    } else if (started.reports()) {
      transformAndRetransform();
      AgentLog.info(report.summary());
    }
  }

  private @Nullable LazyTelemetry startForLoadedEngine() throws Exception {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (transformer.wants(type.getName())) {
        connect(type.getClassLoader());
        return telemetry;
      }
    }
    return null;
  }

  /** With an AOT cache, and when attached late, classes are there before the transformer. */
  private void retransformLoaded() throws UnmodifiableClassException {
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

  /** Must have returned before the first class is woven. */
  @Override
  public void connect(@Nullable ClassLoader engineLoader)
      throws ReflectiveOperationException, IOException {
    lock.lock();
    try {
      if (telemetry == null) {
        BootBridge.define(instrumentation);
        LogCapture capture = new LogCapture(instrumentation, transformer, report);
        telemetry = AgentConnection.open(start, report, providers, capture, engineLoader);
      }
    } finally {
      lock.unlock();
    }
  }
}
