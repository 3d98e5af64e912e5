package io.duroxide.examples.toygres.model;

import java.time.Instant;

/**
 * One look at an instance's health.
 *
 * @param checkedAt from the durable clock, so that a repeated attempt writes the same row
 */
public record HealthCheck(
    String k8sName, Instant checkedAt, boolean healthy, long responseMillis) {}
