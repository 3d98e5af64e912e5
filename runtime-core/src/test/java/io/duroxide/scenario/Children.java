package io.duroxide.scenario;

import io.duroxide.history.HistoryEvent.SubOrchestrationScheduled;
import java.util.List;

/** The children an instance has asked for, read off its history. */
final class Children {

  private Children() {}

  /** Waits for the first child and gives its instance id. */
  static String only(World world, String parent) {
    return ids(world, parent, 1).get(0);
  }

  /** Waits for so many children and gives their instance ids, in the order of their start. */
  static List<String> ids(World world, String parent, int count) {
    return world
        .awaitEvents(parent, SubOrchestrationScheduled.class, count)
        .events(parent, SubOrchestrationScheduled.class)
        .stream()
        .map(SubOrchestrationScheduled::childInstance)
        .toList();
  }
}
