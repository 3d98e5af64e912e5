/**
 * Holds what a Prometheus endpoint shows against the contract: which metrics there are, and which
 * values their labels have. Knows nothing of the application beside it.
 */
@NullMarked
package io.duroxide.examples.tour.report;

import org.jspecify.annotations.NullMarked;
