/** The way out: SDK, exporters, start and bounded stop. */
@NullMarked
package io.duroxide.telemetry.export;

import org.jspecify.annotations.NullMarked;
