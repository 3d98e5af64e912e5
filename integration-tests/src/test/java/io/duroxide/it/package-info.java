/**
 * What must be true of the built artifacts: real JVMs, the real agent jar, real databases.
 *
 * <p>Depends on {@code harness} and on {@code apps} for names and numbers only. Reading order:
 * {@link io.duroxide.it.Artifacts}, {@link io.duroxide.it.MixedRunResult}, {@link
 * io.duroxide.it.Store}, then the tests.
 */
@NullMarked
package io.duroxide.it;

import org.jspecify.annotations.NullMarked;
