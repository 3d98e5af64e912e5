package io.duroxide.provider;

/**
 * What kind of storage failure happened, derived from SQLState or result code, never from message
 * text.
 */
public enum ErrorKind {
  TIMEOUT,
  CONNECTION,
  DEADLOCK,
  CORRUPTION,
  CONSTRAINT_VIOLATION,
  SERIALIZATION,
  LOCK_LOST,
  BUSY,
  OTHER
}
