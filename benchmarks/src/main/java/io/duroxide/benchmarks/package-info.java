/**
 * What the runtime can do, and what an agent costs. Reading order: {@link
 * io.duroxide.benchmarks.Main}; the harnesses {@link io.duroxide.benchmarks.Throughput} and {@link
 * io.duroxide.benchmarks.Startup}, which start child JVMs by turns; and what those run: {@link
 * io.duroxide.benchmarks.WorkloadRun}, {@link io.duroxide.benchmarks.HelloWorld}, {@link
 * io.duroxide.benchmarks.SmallApp}.
 */
@NullMarked
package io.duroxide.benchmarks;

import org.jspecify.annotations.NullMarked;
