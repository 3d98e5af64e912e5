package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.WorkerType;
import io.duroxide.telemetry.metrics.Runtimes.Entry;
import io.duroxide.telemetry.status.AgentStatus.RuntimeBuild;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What runs in this process: versions and configured slots. */
final class RuntimeMetrics {

  private final Set<RuntimeBuild> builds = ConcurrentHashMap.newKeySet();

  RuntimeMetrics(Instruments instruments, Runtimes runtimes, String agentVersion) {
    instruments.observe(
        AgentRows.BUILD_INFO,
        observed -> {
          for (RuntimeBuild build : builds) {
            observed.value(1, build.version(), agentVersion, build.provider());
          }
        });
    instruments.observe(
        WorkerRows.WORKER_COUNT,
        observed -> {
          List<Entry> entries = runtimes.entries();
          if (entries.stream().allMatch(Entry::slotsKnown)) {
            observed.count(
                entries.stream().mapToInt(Entry::orchestrationSlots).sum(),
                WorkerType.ORCHESTRATION.index());
            observed.count(
                entries.stream().mapToInt(Entry::activitySlots).sum(), WorkerType.ACTIVITY.index());
          }
        });
  }

  void seen(String runtimeVersion, String provider) {
    builds.add(new RuntimeBuild(runtimeVersion, provider));
  }

  List<RuntimeBuild> builds() {
    return List.copyOf(builds);
  }
}
