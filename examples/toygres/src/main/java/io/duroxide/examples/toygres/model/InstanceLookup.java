package io.duroxide.examples.toygres.model;

import org.jspecify.annotations.Nullable;

/**
 * What the books know about an instance.
 *
 * @param instance null if nothing
 */
public record InstanceLookup(@Nullable InstanceRecord instance) {}
