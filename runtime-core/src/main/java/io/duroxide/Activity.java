package io.duroxide;

import org.jspecify.annotations.Nullable;

/**
 * A piece of work with side effects, called by orchestrations.
 *
 * <p>An activity runs at least once: a crash between its end and the acknowledgement runs it again,
 * so effects should be idempotent. It may block; it holds one activity slot of the runtime
 * meanwhile.
 *
 * @param <I> the input, decoded from its stored payload
 * @param <O> the output, encoded into the stored payload
 */
@FunctionalInterface
public interface Activity<I extends @Nullable Object, O extends @Nullable Object> {

  /**
   * Does the work on a thread of the runtime that is interrupted when the attempt is cancelled or
   * times out.
   *
   * @throws Exception any exception fails the attempt; throw {@link ApplicationException} to say
   *     whether it is worth a retry and to give an error code
   */
  O run(ActivityContext ctx, I input) throws Exception;
}
