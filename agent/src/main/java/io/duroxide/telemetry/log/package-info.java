/** The agent's own few lines on stderr. */
@NullMarked
package io.duroxide.telemetry.log;

import org.jspecify.annotations.NullMarked;
