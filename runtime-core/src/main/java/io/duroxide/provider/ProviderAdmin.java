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
  default Page<InstanceInfo> instances(InstanceQuery query) {
    throw new UnsupportedOperationException();
  }

  /**
   * The executions of an instance, the first one first.
   *
   * @throws InstanceNotFoundException if there is no such instance
   */
  default List<ExecutionInfo> executions(String instance) {
    throw new UnsupportedOperationException();
  }

  /** Instance ids of the direct children, oldest first; empty if there are none. */
  default List<String> children(String instance) {
    throw new UnsupportedOperationException();
  }

  /**
   * An instance and all its descendants, parents before their children.
   *
   * @throws InstanceNotFoundException if there is no such instance
   */
  default List<String> family(String instance) {
    throw new UnsupportedOperationException();
  }

  default StoreTotals totals() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws InstanceNotFoundException if there is no such instance
   */
  default InstanceStats instanceStats(String instance) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes instances with all that belongs to them, as one step or not at all. A turn or activity
   * that is running for one of them can commit nothing any more.
   *
   * @param force deletes running instances, too
   * @throws InstanceNotFoundException if one of them does not exist
   * @throws DeletionRefusedException if one is running and {@code force} is not given, or if a
   *     child of one is not in the set
   */
  default DeletionCounts deleteInstances(Collection<String> instances, boolean force) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes a root instance with all its descendants, as {@link #deleteInstances(Collection,
   * boolean)} does.
   *
   * @throws DeletionRefusedException also if the instance is a child
   */
  default DeletionCounts deleteFamily(String instance, boolean force) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes root instances that have ended, with their descendants. Running ones are passed over,
   * as are those with a running descendant.
   */
  default DeletionCounts deleteInstances(DeletionFilter filter) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes old executions; key values are not touched.
   *
   * @throws InstanceNotFoundException if there is no such instance
   */
  default DeletionCounts pruneExecutions(String instance, PruneOptions options) {
    throw new UnsupportedOperationException();
  }

  /** Deletes old executions of many instances, running ones included. */
  default DeletionCounts pruneExecutions(DeletionFilter filter, PruneOptions options) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes messages for instances that were never started.
   *
   * @param enqueuedBefore only those that have waited since before this time, epoch milliseconds
   * @return how many
   */
  default int deleteUnclaimedMessages(long enqueuedBefore) {
    throw new UnsupportedOperationException();
  }

  /** Work items no node could read, oldest first. */
  default Page<DeadLetter> deadLetters(int limit, @Nullable String after) {
    throw new UnsupportedOperationException();
  }

  /**
   * Forgets dead letters.
   *
   * @param before only those put aside before this time, epoch milliseconds
   * @return how many
   */
  default int deleteDeadLetters(long before) {
    throw new UnsupportedOperationException();
  }

  /**
   * @param pending callers waiting for a connection
   */
  record ConnectionPool(int used, int idle, int max, int pending) {}
}
