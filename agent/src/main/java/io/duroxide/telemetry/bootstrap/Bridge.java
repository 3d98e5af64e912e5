package io.duroxide.telemetry.bootstrap;

/**
 * The one place that instrumented code calls. In the built jar this class and its neighbours are
 * named {@code java.lang.Duroxide*} and are defined into the boot loader, so that every class
 * loader finds the same copy.
 */
public final class Bridge {

  private static volatile AgentHooks agent;
  private static volatile TelemetrySink sink;
  private static volatile LogSink logs;

  private Bridge() {}

  /** Called once, before anything is instrumented. */
  public static void connect(AgentHooks hooks) {
    agent = hooks;
  }

  /** From now on events go to {@code target}. */
  public static void use(TelemetrySink target) {
    sink = target;
  }

  /** Where events go; the first ones wait for the telemetry to be ready, so that none is lost. */
  public static TelemetrySink sink() {
    TelemetrySink current = sink;
    return current != null ? current : agent.awaitSink();
  }

  /** From now on log records go to {@code target}. */
  public static void useLogs(LogSink target) {
    logs = target;
  }

  /** Where log records go; null until the telemetry runs, for nobody may wait to write a line. */
  public static LogSink logs() {
    return logs;
  }

  /** A store came into sight: instrument it, then tell the sink. */
  public static void providerSeen(Object provider) {
    agent.storeSeen(provider);
    sink().providerSeen(provider);
  }

  /** The administrator's side of a store came into sight. */
  public static void providerAdminSeen(Object admin) {
    agent.storeSeen(admin);
  }

  /** A runtime is up: by now its classes are loaded. */
  public static void runtimeStarted() {
    agent.runtimeStarted();
  }

  /** Whatever advice let out ends here, and nowhere else. */
  public static void adviceFailed(Throwable failure, String instrumentation) {
    try {
      agent.adviceFailed(instrumentation, failure);
      TelemetrySink current = sink;
      if (current != null) {
        current.adviceFailed(instrumentation, failure);
      }
    } catch (Throwable stillFailing) {
      // The application must not notice, and there is nobody left to tell.
    }
  }
}
