package io.duroxide.runtime.activity;

import io.duroxide.Backoff;
import io.duroxide.Limits;
import io.duroxide.provider.TagFilter;
import java.time.Duration;

/**
 * What the way of an activity can be told.
 *
 * @param tags which activities are taken
 * @param maxDeliveries deliveries of one attempt after which it is given up as poison
 * @param unregisteredBackoff pauses before an activity that is not registered here, or cannot be
 *     read here, is offered again
 * @param cancellationGrace how long a handler may take to end after it was interrupted; then its
 *     slot goes on without it
 * @param owner the name under which this node holds sessions
 */
public record WorkerOptions(
    int slots,
    TagFilter tags,
    Duration lockTimeout,
    Duration pollTimeout,
    int maxDeliveries,
    Backoff unregisteredBackoff,
    Duration cancellationGrace,
    String owner,
    SessionOptions sessions,
    Limits limits) {}
