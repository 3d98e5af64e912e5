/** JMH benchmarks of code that runs for every event. */
@NullMarked
package io.duroxide.benchmarks.hotpath;

import org.jspecify.annotations.NullMarked;
