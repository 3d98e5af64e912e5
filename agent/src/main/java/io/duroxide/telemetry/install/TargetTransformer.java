package io.duroxide.telemetry.install;

import io.duroxide.telemetry.log.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees every class that is loaded, and lets all but a few go at once. */
final class TargetTransformer implements ClassFileTransformer {

  /** What woven code needs to be there. */
  interface Connection {
    /** Makes it be there; quick if it is. */
    void connect(@Nullable ClassLoader engineLoader) throws Exception;
  }

  private final InstallReport report;
  private final Connection connection;

  /** By internal name. Replaced, never changed; {@link HashMap} because the JVM asks for null. */
  private volatile Map<String, Target> targets = new HashMap<>();

  TargetTransformer(InstallReport report, Connection connection) {
    this.report = report;
    this.connection = connection;
  }

  /** Adds targets, and rows to those that are there. */
  synchronized void add(Collection<Target> more) {
    Map<String, Target> extended = new HashMap<>(targets);
    for (Target target : more) {
      String name = target.className().replace('.', '/');
      Target known = extended.get(name);
      extended.put(name, known == null ? target : known.with(target));
    }
    targets = extended;
  }

  boolean wants(String binaryName) {
    return targets.containsKey(binaryName.replace('.', '/'));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Target target = targets.get(className);
    return target == null ? null : weave(target, loader, classFile);
  }

  private byte @Nullable [] weave(Target target, @Nullable ClassLoader loader, byte[] classFile) {
    try {
      connection.connect(loader);
      return WeaverHolder.WEAVER.weave(target, classFile, report);
    } catch (Throwable failure) {
      for (JoinPoint row : target.rows()) {
        report.set(row, InstallReport.State.MISMATCHED, failure.toString());
      }
      AgentLog.warn("cannot instrument " + target.className(), failure);
      return null;
    }
  }

  /** Keeps Byte Buddy unloaded until there is something to weave. */
  private static final class WeaverHolder {
    static final Weaver WEAVER = new Weaver();
  }
}
