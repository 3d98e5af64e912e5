package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.metrics.LabelValues.InstanceState;
import java.util.Map;

/**
 * What a store said about itself at one moment.
 *
 * @param active open instances; a combination once seen stays, with 0
 */
record StoreSample(
    Map<ActiveKey, Long> active, Queue orchestrations, Queue activities, long timersScheduled) {

  record ActiveKey(String name, InstanceState state) {}

  /**
   * @param depth due items that nobody has locked
   * @param oldestMillis how long the oldest of them has been due
   */
  record Queue(long depth, long oldestMillis) {}

  /** Connections of this process. */
  record Pool(long used, long idle, long max, long pending) {}
}
