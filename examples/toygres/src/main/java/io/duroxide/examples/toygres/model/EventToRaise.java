package io.duroxide.examples.toygres.model;

/** An event for another orchestration. */
public record EventToRaise(String instanceId, String event, String payload) {}
