package io.duroxide.provider;

/**
 * What an operator may ask of a store. Blocking, thread-safe; failures are {@link
 * ProviderException}s.
 */
public interface ProviderAdmin {

  /** All values of the moment that describe the shared store, read together. */
  StoreGauges storeGauges();

  /** The connections of this process. Never blocks on the database. */
  ConnectionPool connectionPool();

  /**
   * @param pending callers waiting for a connection
   */
  record ConnectionPool(int used, int idle, int max, int pending) {}
}
