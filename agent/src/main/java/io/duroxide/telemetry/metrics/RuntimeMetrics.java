package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.WorkerType;
import io.duroxide.telemetry.metrics.Runtimes.Entry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What runs in this process: versions and configured slots. */
final class RuntimeMetrics {

  private final Set<Build> builds = ConcurrentHashMap.newKeySet();

  private record Build(String runtimeVersion, String provider) {}

  RuntimeMetrics(Instruments instruments, Runtimes runtimes, String agentVersion) {
    instruments.observe(
        AgentRows.BUILD_INFO,
        observed -> {
          for (Build build : builds) {
            observed.value(1, build.runtimeVersion(), agentVersion, build.provider());
          }
        });
    instruments.observe(
        WorkerRows.WORKER_COUNT,
        observed -> {
          observed.count(
              runtimes.entries().stream().mapToInt(Entry::orchestrationSlots).sum(),
              WorkerType.ORCHESTRATION.index());
          observed.count(
              runtimes.entries().stream().mapToInt(Entry::activitySlots).sum(),
              WorkerType.ACTIVITY.index());
        });
  }

  void seen(String runtimeVersion, String provider) {
    builds.add(new Build(runtimeVersion, provider));
  }
}
