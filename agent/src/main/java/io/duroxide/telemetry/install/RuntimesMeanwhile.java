package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.TelemetrySink;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for telemetry that is late. What happens meanwhile is not counted; but which runtimes
 * run is kept, or their gauges would be missing for ever. Thread-safe.
 */
final class RuntimesMeanwhile extends TelemetrySink {

  private final IdentityHashMap<Object, Started> running = new IdentityHashMap<>();
  private @Nullable TelemetrySink successor;

  /** The arguments of {@link TelemetrySink#runtimeStarted}. */
  private record Started(
      Object runtime,
      Object provider,
      String providerName,
      String runtimeVersion,
      int orchestrationSlots,
      int activitySlots) {

    void tell(TelemetrySink sink) {
      sink.runtimeStarted(
          runtime, provider, providerName, runtimeVersion, orchestrationSlots, activitySlots);
    }
  }

  @Override
  public synchronized void runtimeStarted(
      Object runtime,
      Object provider,
      String providerName,
      String runtimeVersion,
      int orchestrationSlots,
      int activitySlots) {
    Started started =
        new Started(
            runtime, provider, providerName, runtimeVersion, orchestrationSlots, activitySlots);
    if (successor == null) {
      running.put(runtime, started);
    } else {
      started.tell(successor);
    }
  }

  @Override
  public synchronized void runtimeStopped(Object runtime) {
    running.remove(runtime);
    if (successor != null) {
      successor.runtimeStopped(runtime);
    }
  }

  /** Tells {@code sink} what it missed, and from now on at once. */
  synchronized void handOverTo(TelemetrySink sink) {
    successor = sink;
    running.values().forEach(started -> started.tell(sink));
    running.clear();
  }
}
