package io.duroxide.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * One configuration of the throughput harness.
 *
 * @param tasks activities of each orchestration
 * @param delayMillis how long an activity sleeps
 * @param inFlight instances the driver keeps active
 * @param paced launches at most one instance per millisecond and looks every 10 ms for a free
 *     place, as duroxide's stress test does; otherwise an instance follows the other at once
 */
record Load(
    Workload workload,
    int tasks,
    int delayMillis,
    int inFlight,
    boolean paced,
    int orchestrationSlots,
    int activitySlots,
    int warmUpSeconds,
    int seconds) {

  String title() {
    return "%s: %d activities of %d ms, %d in flight, %d+%d slots"
        .formatted(workload, tasks, delayMillis, inFlight, orchestrationSlots, activitySlots);
  }

  /** The configuration as options say; what they do not say stays. */
  Load with(Options options) {
    return new Load(
        workload,
        options.number("tasks", tasks),
        options.number("delay", delayMillis),
        options.number("in-flight", inFlight),
        paced,
        options.number("slots", orchestrationSlots),
        options.number("slots", activitySlots),
        options.number("warm-up", warmUpSeconds),
        options.number("seconds", seconds));
  }

  List<String> toArguments() {
    List<String> arguments = new ArrayList<>(List.of(workload.name(), Boolean.toString(paced)));
    for (int number :
        new int[] {
          tasks, delayMillis, inFlight, orchestrationSlots, activitySlots, warmUpSeconds, seconds
        }) {
      arguments.add(Integer.toString(number));
    }
    return arguments;
  }

  static Load fromArguments(List<String> arguments) {
    int[] n = arguments.stream().skip(2).mapToInt(Integer::parseInt).toArray();
    return new Load(
        Workload.valueOf(arguments.get(0)),
        n[0],
        n[1],
        n[2],
        Boolean.parseBoolean(arguments.get(1)),
        n[3],
        n[4],
        n[5],
        n[6]);
  }
}
