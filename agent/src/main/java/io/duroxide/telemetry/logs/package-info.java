/** Log records on their way out: what one is, and the bounded lanes it waits in. */
@NullMarked
package io.duroxide.telemetry.logs;

import org.jspecify.annotations.NullMarked;
