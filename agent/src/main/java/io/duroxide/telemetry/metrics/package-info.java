/** What is counted and when: the catalogue of metrics, and the sink that turns facts into them. */
@NullMarked
package io.duroxide.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
