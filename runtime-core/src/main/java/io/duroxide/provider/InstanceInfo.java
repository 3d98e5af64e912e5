package io.duroxide.provider;

import org.jspecify.annotations.Nullable;

/**
 * An instance as clients see it.
 *
 * @param result as in {@link TurnCommit.ExecutionState}
 * @param createdAt start of the first execution, epoch milliseconds
 * @param updatedAt last committed turn, epoch milliseconds
 */
public record InstanceInfo(
    String instance,
    String orchestrationName,
    String orchestrationVersion,
    long executionId,
    InstanceStatus status,
    @Nullable String result,
    long createdAt,
    long updatedAt,
    @Nullable String parentInstance,
    CustomStatus customStatus) {}
