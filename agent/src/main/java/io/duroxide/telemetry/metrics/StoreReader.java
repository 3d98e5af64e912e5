package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.InstanceState;
import io.duroxide.telemetry.metrics.StoreSample.ActiveKey;
import io.duroxide.telemetry.metrics.StoreSample.Pool;
import io.duroxide.telemetry.metrics.StoreSample.Queue;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Asks one provider for its gauges, by the names of the runtime's methods. Used by one thread. */
final class StoreReader {

  /**
   * Label sets told apart, and remembered to be reported as 0. The limiter lets far fewer names
   * through; this one bounds what is kept of a store in which every instance has its own name.
   */
  static final int MAX_REMEMBERED = 3_000;

  private final Getter admin = new Getter("admin");
  private final Getter connectionPool = new Getter("connectionPool");
  private final Getter used = new Getter("used");
  private final Getter idle = new Getter("idle");
  private final Getter max = new Getter("max");
  private final Getter pending = new Getter("pending");
  private final Getter storeGauges = new Getter("storeGauges");
  private final Getter activeInstances = new Getter("activeInstances");
  private final Getter orchestrationName = new Getter("orchestrationName");
  private final Getter state = new Getter("state");
  private final Getter count = new Getter("count");
  private final Getter orchestratorQueue = new Getter("orchestratorQueue");
  private final Getter workerQueue = new Getter("workerQueue");
  private final Getter depth = new Getter("depth");
  private final Getter oldestDueMillis = new Getter("oldestDueMillis");
  private final Getter timersScheduled = new Getter("timersScheduled");

  private final Map<ActiveKey, Long> zeros = new HashMap<>();

  Pool pool(Object provider) throws Throwable {
    Object pool = connectionPool.get(admin.get(provider));
    return new Pool(used.number(pool), idle.number(pool), max.number(pool), pending.number(pool));
  }

  StoreSample store(Object provider) throws Throwable {
    Object gauges = storeGauges.get(admin.get(provider));
    Map<ActiveKey, Long> active = new HashMap<>(zeros);
    for (Object instances : (Collection<?>) activeInstances.get(gauges)) {
      ActiveKey key =
          known(
              orchestrationName.get(instances).toString(), state(state.get(instances).toString()));
      active.merge(key, count.number(instances), Long::sum);
    }
    return new StoreSample(
        Map.copyOf(active),
        queue(orchestratorQueue.get(gauges)),
        queue(workerQueue.get(gauges)),
        timersScheduled.number(gauges));
  }

  private ActiveKey known(String name, InstanceState state) {
    ActiveKey key = new ActiveKey(name, state);
    if (zeros.size() >= MAX_REMEMBERED && !zeros.containsKey(key)) {
      key = new ActiveKey(LabelSets.OTHER, state);
    }
    zeros.put(key, 0L);
    return key;
  }

  private Queue queue(Object queue) throws Throwable {
    return new Queue(depth.number(queue), oldestDueMillis.number(queue));
  }

  private static InstanceState state(String name) {
    return switch (name) {
      case "RUNNING" -> InstanceState.RUNNING;
      case "SUSPENDED" -> InstanceState.SUSPENDED;
      default -> InstanceState.WAITING;
    };
  }
}
