package io.duroxide.telemetry;

import io.duroxide.telemetry.install.AgentInstaller;
import io.duroxide.telemetry.log.AgentLog;
import io.duroxide.telemetry.status.Published;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where the JVM enters: {@code -javaagent} and attachment to a running JVM. */
public final class DuroxideTelemetryAgent {

  private static final String TITLE = "duroxide-telemetry";
  private static final AtomicBoolean ATTACHED = new AtomicBoolean();

  private DuroxideTelemetryAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    attach(arguments, instrumentation, false);
  }

  /** Called by the JVM when attached later: to instrument it, or to ask what it does. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    if (arguments != null && arguments.startsWith(StatusAnswer.REQUEST)) {
      StatusAnswer.write(arguments);
    } else {
      attach(arguments, instrumentation, true);
    }
  }

  /** An exception out of here would kill the JVM. */
  private static void attach(
      @Nullable String arguments, Instrumentation instrumentation, boolean late) {
    try {
      if (!isWanted()) {
        if (late) {
          new TelemetryBoot(arguments, version(), instrumentation, true)
              .publish(Published.OFF, null);
        }
        return;
      }
      if (!ATTACHED.compareAndSet(false, true)) {
        AgentLog.warn("attached already; this second attachment does nothing");
        return;
      }
      TelemetryBoot boot = new TelemetryBoot(arguments, version(), instrumentation, late);
      if (StrictStart.mayBeWanted(arguments) && boot.refusesToStart()) {
        return;
      }
      AgentInstaller.install(instrumentation, boot, late);
    } catch (Throwable failure) {
      AgentLog.warn("not started, the application runs without it", failure);
    }
  }

  private static boolean isWanted() {
    if (isJdkTool() || isOff()) {
      return false;
    }
    Package own = DuroxideTelemetryAgent.class.getPackage();
    boolean inBootLoader = DuroxideTelemetryAgent.class.getClassLoader() == null;
    if (!inBootLoader && !TITLE.equals(own.getImplementationTitle())) {
      AgentLog.warn(
          "not started: its classes come from a jar that is not duroxide-telemetry.jar. Do not"
              + " repackage it; pass the original with -javaagent.");
      return false;
    }
    return true;
  }

  /** With JAVA_TOOL_OPTIONS the agent meets javac, jcmd and the like. */
  private static boolean isJdkTool() {
    String module = System.getProperty("jdk.module.main", "");
    return module.startsWith("jdk.") || module.startsWith("java.");
  }

  private static boolean isOff() {
    String property = System.getProperty("duroxide.telemetry.enabled");
    String value = property != null ? property : System.getenv("DUROXIDE_TELEMETRY_ENABLED");
    return "false".equals(value);
  }

  private static String version() {
    String version = DuroxideTelemetryAgent.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
