package io.duroxide.provider.memory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.StoreGauges.ActiveInstances;
import io.duroxide.provider.StoreGauges.InstanceState;
import io.duroxide.provider.StoreGauges.QueueGauge;
import java.util.List;
import java.util.Map;

/** The values of the moment. */
final class Gauges {

  private final Tables tables;

  private Gauges(Tables tables) {
    this.tables = tables;
  }

  static StoreGauges read(Tables tables) {
    Gauges gauges = new Gauges(tables);
    return new StoreGauges(
        gauges.active(),
        gauges.messages(),
        tables.activities().gauge(),
        tables.turns().laterMessages());
  }

  private List<ActiveInstances> active() {
    Map<Group, Long> counts =
        tables.instances().all().stream()
            .filter(instance -> !instance.ended())
            .collect(groupingBy(this::group, counting()));
    return counts.entrySet().stream()
        .map(e -> new ActiveInstances(e.getKey().name(), e.getKey().state(), e.getValue()))
        .sorted(comparing(ActiveInstances::orchestrationName).thenComparing(ActiveInstances::state))
        .toList();
  }

  private Group group(StoredInstance instance) {
    InstanceState state = InstanceState.WAITING;
    if (instance.suspended()) {
      state = InstanceState.SUSPENDED;
    } else if (tables.turns().isActive(instance.id())) {
      state = InstanceState.RUNNING;
    }
    return new Group(instance.current().state().orchestrationName(), state);
  }

  private QueueGauge messages() {
    List<StoredMessage> due = tables.turns().dueMessages();
    long now = tables.clock().now();
    long oldest = due.stream().mapToLong(message -> message.order().since()).min().orElse(now);
    return new QueueGauge(due.size(), Math.max(0, now - oldest));
  }

  private record Group(String name, InstanceState state) {}
}
