/**
 * A store that lives in the process: for tests of orchestrations and for simulations.
 *
 * <p>Depends on {@code provider} and {@code history}. Everything happens under one lock; items are
 * kept as encoded text, so that nothing is shared with the caller. Reading order: {@link
 * io.duroxide.provider.memory.InMemoryProvider}, {@code Tables}, {@code TurnQueue}, {@code
 * TurnWriter}, {@code ActivityQueue}, {@code InMemoryAdmin}.
 */
@NullMarked
package io.duroxide.provider.memory;

import org.jspecify.annotations.NullMarked;
