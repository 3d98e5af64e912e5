package io.duroxide.examples.toygres.model;

/**
 * One look at whether a deployment is ready.
 *
 * @param poll how many looks came before
 */
public record ReadinessPoll(String k8sName, int poll) {}
