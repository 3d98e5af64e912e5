package io.duroxide.provider;

import org.jspecify.annotations.Nullable;

/**
 * One execution of an instance.
 *
 * @param result as in {@link TurnCommit.ExecutionState}
 * @param turns committed so far
 * @param events of its history
 * @param startedAt epoch milliseconds
 * @param endedAt epoch milliseconds, or null while running
 * @param runtimeVersion of the runtime that started it, or null if unknown
 */
public record ExecutionInfo(
    long executionId,
    String orchestrationName,
    String orchestrationVersion,
    ExecutionStatus status,
    @Nullable String result,
    int turns,
    long events,
    long startedAt,
    @Nullable Long endedAt,
    @Nullable String runtimeVersion) {}
