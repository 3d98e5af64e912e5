package io.duroxide.examples.toygres.model;

/**
 * What the customer gets.
 *
 * @param deploySeconds from the request to a ready server
 * @param totalSeconds from the request to the answer
 */
public record CreatedInstance(
    String k8sName, String connectionString, double deploySeconds, double totalSeconds) {}
