/** Whole runtimes with their clients on a store: what an application sees. */
@NullMarked
package io.duroxide.scenario;

import org.jspecify.annotations.NullMarked;
