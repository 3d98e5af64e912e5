package io.duroxide.examples.toygres.model;

/**
 * What a customer asks for.
 *
 * @param k8sName the instance's name in the cluster, unique for ever
 * @param dnsName the public name, unique among living instances
 */
public record NewInstance(
    String k8sName, String dnsName, String postgresVersion, int storageGigabytes) {}
