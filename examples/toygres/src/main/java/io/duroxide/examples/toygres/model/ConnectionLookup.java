package io.duroxide.examples.toygres.model;

import org.jspecify.annotations.Nullable;

/**
 * Where an actor finds its instance.
 *
 * @param found false once the record is gone
 * @param connectionString null while the instance is being created
 */
public record ConnectionLookup(boolean found, @Nullable String connectionString) {}
