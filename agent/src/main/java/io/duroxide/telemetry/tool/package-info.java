/** The jar as a tool, in a JVM of its own; never loaded where the jar is an agent. */
@NullMarked
package io.duroxide.telemetry.tool;

import org.jspecify.annotations.NullMarked;
