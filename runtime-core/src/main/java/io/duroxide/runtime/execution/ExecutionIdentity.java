package io.duroxide.runtime.execution;

/** Which execution of which instance, and what code it runs. */
public record ExecutionIdentity(
    String instance, long executionId, String orchestrationName, String orchestrationVersion) {}
