/** Command lines, and the end of a process. Depends on nothing. */
@NullMarked
package io.duroxide.examples.toygres.cli;

import org.jspecify.annotations.NullMarked;
