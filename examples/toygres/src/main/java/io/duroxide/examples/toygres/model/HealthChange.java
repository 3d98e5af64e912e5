package io.duroxide.examples.toygres.model;

/** The newest verdict on an instance. */
public record HealthChange(String k8sName, boolean healthy) {}
