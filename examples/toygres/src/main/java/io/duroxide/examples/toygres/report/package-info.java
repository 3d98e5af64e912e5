/**
 * Reads a Prometheus endpoint and answers five questions from it. Knows metric names, nothing of
 * the application beside it.
 */
@NullMarked
package io.duroxide.examples.toygres.report;

import org.jspecify.annotations.NullMarked;
