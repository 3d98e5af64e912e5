/**
 * The agent's configuration: one table of keys, one loader that knows where values come from, one
 * record.
 */
@NullMarked
package io.duroxide.telemetry.config;

import org.jspecify.annotations.NullMarked;
