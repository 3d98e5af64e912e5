/**
 * A PostgreSQL-as-a-service control plane on Duroxide, with a simulated cluster below it.
 *
 * <p>Read {@link io.duroxide.examples.toygres.Toygres} (the process), then {@link
 * io.duroxide.examples.toygres.ControlPlane} (what is registered), then {@code orchestration} (the
 * flows).
 */
@NullMarked
package io.duroxide.examples.toygres;

import org.jspecify.annotations.NullMarked;
