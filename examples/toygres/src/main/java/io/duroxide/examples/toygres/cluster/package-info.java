/**
 * The simulated outside world: how long things take, and how they go wrong. Depends on {@code
 * model}.
 */
@NullMarked
package io.duroxide.examples.toygres.cluster;

import org.jspecify.annotations.NullMarked;
