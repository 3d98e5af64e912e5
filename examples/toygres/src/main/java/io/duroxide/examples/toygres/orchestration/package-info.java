/** The three flows of the control plane. Depends on {@code model}. */
@NullMarked
package io.duroxide.examples.toygres.orchestration;

import org.jspecify.annotations.NullMarked;
