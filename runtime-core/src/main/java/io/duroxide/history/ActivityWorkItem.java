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
 * @param tag routes the activity to workers that take this tag; null for workers of untagged work
 * @param sessionId keeps the activities of one session on one node while it lives, or null
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
    @Nullable Long timeoutMillis,
    @Nullable String tag,
    @Nullable String sessionId) {

  /** Stands for an item that cannot be decoded: only its place is known. */
  public static ActivityWorkItem unreadable(String instance, long executionId, long scheduledId) {
    return new ActivityWorkItem(
        instance,
        executionId,
        scheduledId,
        "unknown",
        null,
        "unknown",
        "unknown",
        0,
        1,
        null,
        null,
        null);
  }
}
