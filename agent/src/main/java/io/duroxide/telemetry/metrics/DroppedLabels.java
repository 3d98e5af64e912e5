package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.status.AgentStatus.DroppedValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How many values of each label were folded, for the counter and for the status. */
final class DroppedLabels implements LabelSets.DropListener {

  private final Counter counter;
  private final Map<String, Map<String, LongAdder>> counts = new ConcurrentSkipListMap<>();

  DroppedLabels(Counter counter) {
    this.counter = counter;
  }

  @Override
  public void dropped(String metric, String label) {
    counter.add(1, metric, label, 0);
    counts
        .computeIfAbsent(metric, first -> new ConcurrentSkipListMap<>())
        .computeIfAbsent(label, first -> new LongAdder())
        .increment();
  }

  /** Makes the series visible with 0. */
  void announce(String metric, String label) {
    counter.add(0, metric, label, 0);
  }

  List<DroppedValues> all() {
    List<DroppedValues> all = new ArrayList<>();
    counts.forEach(
        (metric, labels) ->
            labels.forEach(
                (label, count) -> all.add(new DroppedValues(metric, label, count.sum()))));
    return all;
  }
}
