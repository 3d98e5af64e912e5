package io.duroxide.provider;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may ask of a store. Blocking, thread-safe; failures are {@link
 * ProviderException}s.
 */
public interface ProviderAdmin {

  /** All values of the moment that describe the shared store, read together. */
  StoreGauges storeGauges();

  /** The connections of this process. Never blocks on the database. */
  ConnectionPool connectionPool();

  /** One page of instances, newest first. */
  Page<InstanceInfo> instances(InstanceQuery query);

  /**
   * The executions of an instance, the first one first.
   *
   * @throws InstanceNotFoundException if there is no such instance
   */
  List<ExecutionInfo> executions(String instance);

  /** Instance ids of the direct children, oldest first; empty if there are none. */
  List<String> children(String instance);

  /**
   * An instance and all its descendants, parents before their children.
   *
   * @throws InstanceNotFoundException if there is no such instance
   */
  List<String> family(String instance);

  /** How much the store holds now. Counts everything, so it is not for every second. */
  StoreTotals totals();

  /**
   * What one instance holds now.
   *
   * @throws InstanceNotFoundException if there is no such instance
   */
  InstanceStats instanceStats(String instance);

  /**
   * Deletes instances with all that belongs to them, as one step or not at all. A turn or activity
   * that is running for one of them can commit nothing any more.
   *
   * @param force deletes running instances, too
   * @throws InstanceNotFoundException if one of them does not exist
   * @throws DeletionRefusedException if one is running and {@code force} is not given, or if a
   *     child of one is not in the set
   */
  DeletionCounts deleteInstances(Collection<String> instances, boolean force);

  /**
   * Deletes a root instance with all its descendants, as {@link #deleteInstances(Collection,
   * boolean)} does.
   *
   * @throws DeletionRefusedException also if the instance is a child
   */
  DeletionCounts deleteFamily(String instance, boolean force);

  /**
   * Deletes root instances that have ended, with their descendants. Running ones are passed over,
   * as are those with a running descendant.
   */
  DeletionCounts deleteInstances(DeletionFilter filter);

  /**
   * Deletes old executions; key values are not touched.
   *
   * @throws InstanceNotFoundException if there is no such instance
   */
  DeletionCounts pruneExecutions(String instance, PruneOptions options);

  /** Deletes old executions of many instances, running ones included. */
  DeletionCounts pruneExecutions(DeletionFilter filter, PruneOptions options);

  /**
   * Deletes messages for instances that were never started.
   *
   * @param enqueuedBefore only those that have waited since before this time, epoch milliseconds
   * @return how many
   */
  int deleteUnclaimedMessages(long enqueuedBefore);

  /** Work items no node could read, oldest first. */
  Page<DeadLetter> deadLetters(int limit, @Nullable String after);

  /**
   * Forgets dead letters.
   *
   * @param before only those put aside before this time, epoch milliseconds
   * @return how many
   */
  int deleteDeadLetters(long before);

  /**
   * Connections of this process by what they do.
   *
   * @param pending callers waiting for a connection
   */
  record ConnectionPool(int used, int idle, int max, int pending) {}
}
