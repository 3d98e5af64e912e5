package io.duroxide.runtime.orchestration;

import io.duroxide.Backoff;
import io.duroxide.Limits;
import io.duroxide.provider.VersionRange;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the way of a turn can be told.
 *
 * @param maxDeliveries deliveries of a message after which its instance is given up as poison
 * @param unregisteredBackoff pauses before an instance whose code is not registered here, or whose
 *     messages cannot be read here, is offered again
 * @param runtimeVersion written into every start event
 * @param supportedVersions of the runtimes whose executions this node takes turns of
 */
public record OrchestrationOptions(
    int slots,
    Duration lockTimeout,
    Duration pollTimeout,
    int maxDeliveries,
    Backoff unregisteredBackoff,
    int maxCachedFibers,
    String runtimeVersion,
    VersionRange supportedVersions,
    Limits limits,
    InstantSource clock) {}
