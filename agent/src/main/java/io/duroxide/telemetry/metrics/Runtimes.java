package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.config.AgentConfig.GaugePolling;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runtimes of this process and the stores they run on. A store is polled by one poller as long
 * as a runtime runs on its provider object; nothing here keeps a runtime or provider alive.
 */
final class Runtimes {

  private static final int UNKNOWN = -1;

  private final GaugePolling polling;
  private final CallDepth depth;
  private final Consumer<String> log;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private @Nullable ScheduledExecutorService timer;

  Runtimes(GaugePolling polling, CallDepth depth, Consumer<String> log) {
    this.polling = polling;
    this.depth = depth;
    this.log = log;
  }

  /** A running runtime; of one that ran before the agent came, only the store is known. */
  record Entry(
      WeakReference<Object> runtime,
      StorePoller poller,
      int orchestrationSlots,
      int activitySlots) {

    boolean slotsKnown() {
      return orchestrationSlots >= 0;
    }
  }

  synchronized void started(
      Object runtime, Object provider, String providerName, int orchestrations, int activities) {
    stopped(runtime);
    StorePoller poller = pollerFor(provider, providerName);
    entries.add(new Entry(new WeakReference<>(runtime), poller, orchestrations, activities));
  }

  /** Somebody fetches from this store, whose start was not seen. Cleared by the next stop. */
  synchronized void found(Object provider, String providerName) {
    if (!knows(provider)) {
      StorePoller poller = pollerFor(provider, providerName);
      entries.add(new Entry(new WeakReference<>(null), poller, UNKNOWN, UNKNOWN));
    }
  }

  boolean knows(Object provider) {
    return poller(provider) != null;
  }

  private StorePoller pollerFor(Object provider, String providerName) {
    StorePoller known = poller(provider);
    StateLine state = new StateLine("gauges of the " + providerName + " store are", log);
    return known != null ? known : new StorePoller(provider, polling, depth, state, timer());
  }

  synchronized void stopped(Object runtime) {
    List<StorePoller> before = pollers();
    entries.removeIf(entry -> entry.runtime().refersTo(runtime) || entry.runtime().refersTo(null));
    List<StorePoller> after = pollers();
    before.stream().filter(poller -> !after.contains(poller)).forEach(StorePoller::stop);
  }

  List<Entry> entries() {
    return entries;
  }

  /** The pollers of all stores, each once. */
  List<StorePoller> pollers() {
    return entries.stream().map(Entry::poller).distinct().toList();
  }

  synchronized void stop() {
    pollers().forEach(StorePoller::stop);
    if (timer != null) {
      timer.shutdownNow();
    }
  }

  private @Nullable StorePoller poller(Object provider) {
    for (Entry entry : entries) {
      if (entry.poller().polls(provider)) {
        return entry.poller();
      }
    }
    return null;
  }

  private ScheduledExecutorService timer() {
    if (timer == null) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              work -> StorePoller.daemon("duroxide-telemetry-gauges", work));
    }
    return timer;
  }
}
