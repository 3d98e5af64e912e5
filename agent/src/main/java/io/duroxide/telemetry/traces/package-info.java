/** Traces: what ended becomes a span, with ids that every node computes alike. */
@NullMarked
package io.duroxide.telemetry.traces;

import org.jspecify.annotations.NullMarked;
