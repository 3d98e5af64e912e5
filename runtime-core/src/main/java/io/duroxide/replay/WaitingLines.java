package io.duroxide.replay;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Open waits by name, in the order in which they began. */
final class WaitingLines {

  private final Map<String, LinkedHashSet<Operation>> byName = new HashMap<>();

  void add(String name, Operation wait) {
    byName.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(wait);
  }

  /** The wait leaves its place to the next one. */
  void remove(String name, Operation wait) {
    LinkedHashSet<Operation> line = byName.get(name);
    if (line != null && line.remove(wait) && line.isEmpty()) {
      byName.remove(name);
    }
  }

  /** Takes the first in line, or null if nobody waits. */
  @Nullable Operation next(String name) {
    LinkedHashSet<Operation> line = byName.get(name);
    if (line == null) {
      return null;
    }
    Operation first = line.iterator().next();
    remove(name, first);
    return first;
  }
}
