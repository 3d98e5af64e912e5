/** What the agent tells about itself, as data, as JSON and as text. */
@NullMarked
package io.duroxide.telemetry.status;

import org.jspecify.annotations.NullMarked;
