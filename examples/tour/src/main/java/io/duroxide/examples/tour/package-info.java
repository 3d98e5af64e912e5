/**
 * One application in which everything happens that the metrics can tell of, each thing for real and
 * on a store of its own.
 *
 * <p>Read {@link io.duroxide.examples.tour.Tour} (the process and its list of stops), then any stop
 * you like. The application knows nothing of the agent; what reads its metrics is in {@code
 * report}.
 */
@NullMarked
package io.duroxide.examples.tour;

import org.jspecify.annotations.NullMarked;
