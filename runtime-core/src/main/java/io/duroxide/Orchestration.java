package io.duroxide;

import org.jspecify.annotations.Nullable;

/**
 * A durable function: ordinary blocking Java whose progress survives crashes.
 *
 * <p>The code may be run again from its start at any time, fed with the recorded results, so it
 * must be deterministic: everything that depends on the outside world (time, randomness, I/O, other
 * threads) goes through {@link OrchestrationContext} or an {@link Activity}.
 *
 * @param <I> the input, decoded from its stored payload
 * @param <O> the output, encoded into the stored payload
 */
@FunctionalInterface
public interface Orchestration<I extends @Nullable Object, O extends @Nullable Object> {

  /**
   * Runs the orchestration on the engine's own thread.
   *
   * @throws Exception any exception fails the instance; see {@link ErrorDetails} for how it is
   *     recorded
   */
  O run(OrchestrationContext ctx, I input) throws Exception;
}
