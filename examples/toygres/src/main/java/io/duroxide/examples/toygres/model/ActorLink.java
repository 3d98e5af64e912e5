package io.duroxide.examples.toygres.model;

/** Which orchestration watches over an instance. */
public record ActorLink(String k8sName, String actorId) {}
