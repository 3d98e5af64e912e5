package io.duroxide.examples.toygres.model;

import org.jspecify.annotations.Nullable;

/**
 * An instance as the control plane remembers it.
 *
 * @param connectionString null until the instance runs
 * @param actorId the orchestration that watches over it, or null
 */
public record InstanceRecord(
    String k8sName,
    @Nullable String dnsName,
    InstanceState state,
    @Nullable String connectionString,
    @Nullable Boolean healthy,
    @Nullable String actorId) {}
