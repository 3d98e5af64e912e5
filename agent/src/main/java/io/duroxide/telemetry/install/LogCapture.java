package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.bootstrap.LogSink;
import io.duroxide.telemetry.log.AgentLog;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Instruments the logging of the application, once there is somebody to take its records. Until
 * then, and in most applications for ever, those classes are as they were.
 */
final class LogCapture implements Consumer<LogSink> {

  private final Instrumentation instrumentation;
  private final TargetTransformer transformer;
  private final InstallReport report;

  LogCapture(Instrumentation instrumentation, TargetTransformer transformer, InstallReport report) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.report = report;
  }

  /** Returns when what is loaded is instrumented. Never throws. */
  @Override
  public void accept(LogSink logs) {
    try {
      Bridge.useLogs(logs);
      List<Target> targets = LogJoinPoints.targets(report);
      transformer.add(targets);
      Set<Class<?>> done = Collections.newSetFromMap(new IdentityHashMap<>());
      retransform(targets, done);
      // What was between the transformer and its first sight the first time.
      retransform(targets, done);
    } catch (Throwable failure) {
      AgentLog.warn("log records are not captured", failure);
    }
  }

  private void retransform(List<Target> targets, Set<Class<?>> done) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      for (Target target : targets) {
        if (target.className().equals(type.getName()) && done.add(type)) {
          retransform(type);
        }
      }
    }
  }

  /** One by one, for what one class will not bear must not cost the others. */
  private void retransform(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Exception | LinkageError failure) {
      AgentLog.warn("cannot instrument " + type.getName(), failure);
    }
  }
}
