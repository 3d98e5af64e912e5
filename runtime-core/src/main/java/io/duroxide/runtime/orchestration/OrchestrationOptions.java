package io.duroxide.runtime.orchestration;

import io.duroxide.Backoff;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the way of a turn can be told.
 *
 * @param maxDeliveries deliveries of a message after which its instance is given up as poison
 * @param unregisteredBackoff pauses before an instance whose code is not registered here is offered
 *     again
 * @param runtimeVersion written into every start event
 */
public record OrchestrationOptions(
    int slots,
    Duration lockTimeout,
    Duration pollTimeout,
    int maxDeliveries,
    Backoff unregisteredBackoff,
    int maxCachedFibers,
    String runtimeVersion,
    InstantSource clock) {}
