package io.duroxide.telemetry.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values of one label that this process has let in: the first ones, up to the limit. */
final class LabelLimiter {

  private final int limit;
  private final Map<String, Set<String>> admittedByScope = new ConcurrentHashMap<>();

  LabelLimiter(int limit) {
    this.limit = limit;
  }

  /**
   * @param scope what the limit is counted for; empty if for the whole process
   */
  boolean admits(String scope, String value) {
    Set<String> admitted =
        admittedByScope.computeIfAbsent(scope, any -> ConcurrentHashMap.newKeySet());
    if (admitted.contains(value)) {
      return true;
    }
    // Only new values come here, and after the limit nothing is kept: rare enough for one lock.
    synchronized (admitted) {
      return admitted.contains(value) || (admitted.size() < limit && admitted.add(value));
    }
  }

  /** The number of values let in; of several scopes, that of the fullest. */
  int used() {
    return admittedByScope.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
