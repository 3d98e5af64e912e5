package io.duroxide.history;

/** Nondeterministic values the engine computes in the turn and records. */
public enum SystemCall {
  /** Wall clock, ISO-8601 instant. */
  NOW,
  /** A random UUID. */
  RANDOM_UUID,
  /** A key value of another instance; the argument is {@code instance} and {@code key} encoded. */
  KEY_VALUE
}
