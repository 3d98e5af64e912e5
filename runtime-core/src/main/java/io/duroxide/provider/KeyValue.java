package io.duroxide.provider;

/**
 * A stored value of an instance's key.
 *
 * @param value encoded payload
 * @param updatedAt time of the event that set it, epoch milliseconds
 */
public record KeyValue(String value, long updatedAt) {}
