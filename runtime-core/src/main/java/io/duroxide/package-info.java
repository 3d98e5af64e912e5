/**
 * What an application author imports: orchestrations, activities, their contexts, futures, retry
 * policies and errors.
 *
 * <p>Depends on nothing but {@code java.*} and SLF4J's {@code Logger}. Reading order: {@link
 * io.duroxide.Orchestration}, {@link io.duroxide.OrchestrationContext}, {@link
 * io.duroxide.DurableFuture}, {@link io.duroxide.Activity}.
 */
@NullMarked
package io.duroxide;

import org.jspecify.annotations.NullMarked;
