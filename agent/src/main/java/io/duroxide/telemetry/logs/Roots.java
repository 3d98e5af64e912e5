package io.duroxide.telemetry.logs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root instances that traces are named after, as far as turns on this node have shown them: a
 * line in the log is no reason to ask the store. Thread-safe.
 */
final class Roots {

  static final int MAX_REMEMBERED = 10_000;

  private final Map<String, String> byInstance = new Remembered();
  private final boolean traced;

  /**
   * @param traced whether spans are exported
   */
  Roots(boolean traced) {
    this.traced = traced;
  }

  boolean traced() {
    return traced;
  }

  /** The least recently used is forgotten. */
  private static final class Remembered extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;

    Remembered() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MAX_REMEMBERED;
    }
  }

  /**
   * @param parent null for a root
   */
  synchronized void seen(String instance, @Nullable String parent) {
    String root = parent == null ? instance : byInstance.get(parent);
    if (root != null) {
      byInstance.put(instance, root);
    }
  }

  synchronized @Nullable String of(String instance) {
    return byInstance.get(instance);
  }
}
