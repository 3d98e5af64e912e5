package io.duroxide.provider;

/**
 * What kind of storage failure happened, derived from SQLState or result code, never from message
 * text.
 */
public enum ErrorKind {
  /** The store did not answer in time, or the call was interrupted. */
  TIMEOUT,
  /** The store cannot be reached, or the provider is closed. */
  CONNECTION,
  /** Two transactions waited for each other; this one was undone. */
  DEADLOCK,
  /** What is stored cannot be read. */
  CORRUPTION,
  /** What was to be written contradicts what is stored, such as an event id that exists. */
  CONSTRAINT_VIOLATION,
  /** Another transaction changed the same rows first. */
  SERIALIZATION,
  /** The lock token is unknown, or its time has run out: somebody else may have the item. */
  LOCK_LOST,
  /** Somebody else keeps the store locked. */
  BUSY,
  /** None of these. */
  OTHER
}
