package io.duroxide.provider;

import java.util.List;

/**
 * The store at one moment.
 *
 * @param activeInstances open instances by name and state; combinations without any are left out
 * @param orchestratorQueue messages of the orchestrator queue
 * @param workerQueue activities waiting for a worker
 * @param timersScheduled messages whose time has not come: timers and delayed messages
 */
public record StoreGauges(
    List<ActiveInstances> activeInstances,
    QueueGauge orchestratorQueue,
    QueueGauge workerQueue,
    long timersScheduled) {

  public StoreGauges {
    activeInstances = List.copyOf(activeInstances);
  }

  /** What an open instance is doing. */
  public enum InstanceState {
    /** A message is due, or a turn is being run now. */
    RUNNING,
    /** Nothing is due. */
    WAITING,
    /** Suspended by an operator. */
    SUSPENDED
  }

  /**
   * Open instances that share a name and a state.
   *
   * @param count open instances of this name in this state
   */
  public record ActiveInstances(String orchestrationName, InstanceState state, long count) {}

  /**
   * One of the two queues.
   *
   * @param depth items that are due and not validly locked
   * @param oldestDueMillis how long the oldest of them has been due; 0 if there is none
   */
  public record QueueGauge(long depth, long oldestDueMillis) {}
}
