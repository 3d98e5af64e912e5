package io.duroxide.history;

import org.jspecify.annotations.Nullable;

/**
 * A work item of the worker queue: one attempt of an activity. Carries all a worker needs, so that
 * running it reads no history.
 *
 * @param scheduledId the {@link HistoryEvent.ActivityScheduled} event: the activity's id within its
 *     execution
 * @param attempt earlier attempts of the same call under its retry policy
 * @param timeoutMillis limit of this attempt's running time, or null
 */
public record ActivityWorkItem(
    String instance,
    long executionId,
    long scheduledId,
    String name,
    @Nullable String input,
    String orchestrationName,
    String orchestrationVersion,
    int attempt,
    int maxAttempts,
    @Nullable Long timeoutMillis) {}
