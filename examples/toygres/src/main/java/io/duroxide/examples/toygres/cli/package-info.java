/** Command lines. Depends on nothing. */
@NullMarked
package io.duroxide.examples.toygres.cli;

import org.jspecify.annotations.NullMarked;
