package io.duroxide.telemetry.metrics;

/**
 * How many join points of a module are in a state.
 *
 * @param module the instrumentation module
 */
public record JoinPointCount(String module, State state, long count) {

  /** What became of a join point. */
  public enum State implements LabelValue {
    APPLIED,
    /** Its class was not loaded yet. */
    PENDING,
    MISSING,
    MISMATCHED
  }
}
