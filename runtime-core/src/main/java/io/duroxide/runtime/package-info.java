/**
 * Assembly and life cycle: puts dispatchers, registries and a provider together.
 *
 * <p>Depends on its sub-packages, {@code registry} and {@code provider}.
 */
@NullMarked
package io.duroxide.runtime;

import org.jspecify.annotations.NullMarked;
