package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.WorkerType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The slots of this process that are held by work that does not end, over all its runtimes. */
final class StalledSlots {

  /**
   * By the watch of a runtime, as long as it has such slots; a watch has no equality of its own.
   */
  private final Map<Object, int[]> stalledByWatch = new ConcurrentHashMap<>();

  /** Whether a runtime has looked: a JVM without one has no such series. */
  private volatile boolean announced;

  StalledSlots(Instruments instruments) {
    instruments.observe(WorkerRows.STALLED_SLOTS, this::observe);
  }

  void seen(Object watch, int orchestrations, int activities) {
    announced = true;
    if (orchestrations == 0 && activities == 0) {
      stalledByWatch.remove(watch);
    } else {
      stalledByWatch.put(watch, new int[] {orchestrations, activities});
    }
  }

  /** A runtime is there; its first look is yet to come. */
  void announce() {
    announced = true;
  }

  private void observe(Observed observed) {
    if (announced) {
      for (WorkerType type : WorkerType.values()) {
        observed.count(0, type.index());
        stalledByWatch
            .values()
            .forEach(stalled -> observed.count(stalled[type.index()], type.index()));
      }
    }
  }
}
