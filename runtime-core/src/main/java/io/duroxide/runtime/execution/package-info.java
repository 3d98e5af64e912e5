/**
 * An execution in memory: application code on coroutines, and the handles it holds, on top of the
 * pure engine.
 *
 * <p>Depends on {@code replay}, {@code coroutine}, {@code registry}, {@code payload} and {@code
 * provider}. Reading order: {@link io.duroxide.runtime.execution.LiveExecution}, {@code
 * DurableContext}, {@code Fibers}, {@code EngineFuture}.
 */
@NullMarked
package io.duroxide.runtime.execution;

import org.jspecify.annotations.NullMarked;
