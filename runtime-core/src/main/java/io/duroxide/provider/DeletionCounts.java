package io.duroxide.provider;

/** What a deletion or pruning removed. */
public record DeletionCounts(long instances, long executions, long events, long messages) {

  /** Nothing was removed. */
  public static final DeletionCounts NONE = new DeletionCounts(0, 0, 0, 0);

  /** The sum of two removals. */
  public DeletionCounts plus(DeletionCounts other) {
    return new DeletionCounts(
        instances + other.instances,
        executions + other.executions,
        events + other.events,
        messages + other.messages);
  }
}
