package io.duroxide.telemetry;

import io.duroxide.telemetry.install.AgentInstaller;
import io.duroxide.telemetry.log.AgentLog;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where the JVM enters: {@code -javaagent}, attachment to a running JVM, {@code java -jar}. */
public final class DuroxideTelemetryAgent {

  private static final String TITLE = "duroxide-telemetry";
  private static final AtomicBoolean ATTACHED = new AtomicBoolean();

  private DuroxideTelemetryAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    attach(arguments, instrumentation);
  }

  /** Called by the JVM when attached later. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    attach(arguments, instrumentation);
  }

  /** The jar as a tool. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println(TITLE + " " + version());
      return;
    }
    System.out.println("usage: java -javaagent:duroxide-telemetry.jar[=<properties file>] ...");
    System.out.println("       java -jar duroxide-telemetry.jar --help | --version");
    System.out.println(TITLE + " " + version());
  }

  /** An exception out of here would kill the JVM. */
  private static void attach(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      if (!isWanted()) {
        return;
      }
      if (ATTACHED.compareAndSet(false, true)) {
        AgentInstaller.install(instrumentation, new TelemetryBoot(arguments, version()));
      } else {
        AgentLog.warn("attached already; this second attachment does nothing");
      }
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
