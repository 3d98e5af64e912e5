/** The entry of the agent. */
@NullMarked
package io.duroxide.telemetry;

import org.jspecify.annotations.NullMarked;
