package io.duroxide.telemetry.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table: everything that is instrumented by name. Providers come to it by instance. */
final class JoinPoints {

  private static final String TURN = "io.duroxide.runtime.orchestration.OrchestrationTurn";
  private static final String ACTIVITY = "io.duroxide.runtime.activity.ActivityExecution";
  private static final String RUNTIME = "io.duroxide.runtime.DuroxideRuntime";
  private static final String STALLS = "io.duroxide.runtime.loop.StallWatch";
  private static final String CLIENT = "io.duroxide.client.DuroxideClient";

  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String STRING = "Ljava/lang/String;";
  private static final String PROVIDER = "Lio/duroxide/provider/Provider;";

  static final List<JoinPoint> TABLE =
      List.of(
          new JoinPoint(
              TURN,
              "run",
              "(ILio/duroxide/provider/OrchestrationItem;)"
                  + "Lio/duroxide/runtime/orchestration/TurnOutcome;",
              "TurnAdvice",
              "duroxide_orchestration_*, duroxide_worker_*"),
          new JoinPoint(
              ACTIVITY,
              "run",
              "(ILio/duroxide/provider/ActivityItem;)"
                  + "Lio/duroxide/runtime/activity/ActivityOutcome;",
              "ActivityAdvice",
              "duroxide_activity_*, duroxide_worker_*"),
          new JoinPoint(
              RUNTIME,
              "start",
              "("
                  + PROVIDER
                  + "Lio/duroxide/registry/OrchestrationRegistry;"
                  + "Lio/duroxide/registry/ActivityRegistry;"
                  + "Lio/duroxide/runtime/RuntimeOptions;"
                  + ")Lio/duroxide/runtime/DuroxideRuntime;",
              "RuntimeStartAdvice",
              "duroxide_build_info, duroxide_worker_count, duroxide_provider_*, all store gauges"),
          new JoinPoint(RUNTIME, "close", "()V", "RuntimeCloseAdvice", "duroxide_worker_count"),
          new JoinPoint(
              STALLS,
              "check",
              "()Lio/duroxide/runtime/loop/StalledSlots;",
              "StalledSlotsAdvice",
              "duroxide_worker_stalled_slots"),
          new JoinPoint(
              CLIENT,
              "<init>",
              "(" + PROVIDER + ")V",
              "ProviderArgumentAdvice",
              "duroxide_provider_*"),
          new JoinPoint(
              CLIENT,
              "start",
              "(" + STRING + STRING + OBJECT + ")",
              "ClientNamedCallAdvice",
              "duroxide_client_orchestration_starts_total"),
          new JoinPoint(
              CLIENT,
              "startVersion",
              "(" + STRING + STRING + STRING + OBJECT + ")",
              "ClientNamedCallAdvice",
              "duroxide_client_orchestration_starts_total"),
          new JoinPoint(
              CLIENT,
              "raiseEvent",
              "(" + STRING + STRING + OBJECT + ")",
              "ClientNamedCallAdvice",
              "duroxide_client_external_events_raised_total"),
          new JoinPoint(
              CLIENT,
              "enqueue",
              "(" + STRING + STRING + OBJECT + ")",
              "ClientNamedCallAdvice",
              "duroxide_client_external_events_raised_total"),
          new JoinPoint(
              CLIENT,
              "signalWithStart",
              "(" + STRING + STRING + OBJECT + STRING + OBJECT + ")Z",
              "ClientSignalAdvice",
              "duroxide_client_orchestration_starts_total,"
                  + " duroxide_client_external_events_raised_total"),
          new JoinPoint(
              CLIENT,
              "signalWithStartVersion",
              "(" + STRING + STRING + STRING + OBJECT + STRING + OBJECT + ")Z",
              "ClientSignalAdvice",
              "duroxide_client_orchestration_starts_total,"
                  + " duroxide_client_external_events_raised_total"),
          new JoinPoint(
              CLIENT,
              "terminate",
              "(" + STRING + STRING + ")",
              "ClientCallAdvice",
              "duroxide_client_cancellations_total"),
          new JoinPoint(
              CLIENT,
              "cancel",
              "(" + STRING + STRING + ")",
              "ClientCallAdvice",
              "duroxide_client_cancellations_total"),
          new JoinPoint(
              CLIENT,
              "waitFor",
              "(" + STRING + "Ljava/time/Duration;)Lio/duroxide/provider/InstanceInfo;",
              "ClientWaitAdvice",
              "duroxide_client_wait_duration_seconds"));

  private JoinPoints() {}

  /** The table by class; the report learns what to wait for. */
  static List<Target> targets(InstallReport report) {
    Map<String, List<JoinPoint>> rowsByClass = new LinkedHashMap<>();
    for (JoinPoint row : TABLE) {
      report.expect(row);
      List<JoinPoint> rows = rowsByClass.get(row.className());
      if (rows == null) {
        rows = new ArrayList<>();
        rowsByClass.put(row.className(), rows);
      }
      rows.add(row);
    }
    List<Target> targets = new ArrayList<>();
    for (Map.Entry<String, List<JoinPoint>> each : rowsByClass.entrySet()) {
      targets.add(new Target(each.getKey(), each.getValue(), true));
    }
    return targets;
  }
}
