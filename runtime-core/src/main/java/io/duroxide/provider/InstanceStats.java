package io.duroxide.provider;

/**
 * How much one instance holds.
 *
 * @param events of the current execution
 * @param historyBytes of the current execution, as counted for the limits
 * @param waitingMessages of the orchestrator queue, delayed ones included
 */
public record InstanceStats(
    long executions,
    long events,
    long historyBytes,
    long waitingMessages,
    long keys,
    long keyValueBytes) {}
