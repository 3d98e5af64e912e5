package io.duroxide.provider;

/** One change of an instance's key values, in the order in which code made them. */
public sealed interface KeyValueChange {

  /**
   * The key has a new value.
   *
   * @param value encoded payload
   * @param at epoch milliseconds
   */
  record Set(String key, String value, long at) implements KeyValueChange {}

  /** The key has no value any more. */
  record Remove(String key) implements KeyValueChange {}

  /** All keys, those of earlier executions too. */
  record Clear() implements KeyValueChange {}
}
