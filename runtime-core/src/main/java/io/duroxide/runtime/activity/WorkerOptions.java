package io.duroxide.runtime.activity;

import io.duroxide.Backoff;
import java.time.Duration;

/**
 * What the way of an activity can be told.
 *
 * @param maxDeliveries deliveries of one attempt after which it is given up as poison
 * @param unregisteredBackoff pauses before an activity that is not registered here is offered again
 * @param cancellationGrace how long a handler may take to end after it was interrupted; then its
 *     slot goes on without it
 */
public record WorkerOptions(
    int slots,
    Duration lockTimeout,
    Duration pollTimeout,
    int maxDeliveries,
    Backoff unregisteredBackoff,
    Duration cancellationGrace) {}
