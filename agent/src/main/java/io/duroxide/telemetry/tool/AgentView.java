package io.duroxide.telemetry.tool;

import io.duroxide.telemetry.status.Published;
import org.jspecify.annotations.Nullable;

/**
 * The agent in another JVM, as seen from outside.
 *
 * @param state one of {@link Published}
 * @param version empty if it does not tell
 * @param statusAddress null if it has no endpoint
 */
record AgentView(String state, String version, @Nullable String statusAddress) {

  boolean isRunning() {
    return state.equals(Published.RUNNING);
  }

  /** State and version, for people. */
  String label() {
    String word = state.startsWith(Published.REFUSED) ? "refused" : state;
    return version.isEmpty() ? word : word + " " + version;
  }

  /** Where the metrics are; null if it has no endpoint. */
  @Nullable String metricsAddress() {
    return statusAddress == null ? null : statusAddress.replaceAll("/status\\?.*", "/metrics");
  }
}
