/**
 * The pure decision: history and new messages in, events and effects out. No I/O, clock, thread,
 * lock or logger.
 *
 * <p>Depends on {@code history}, {@code payload} and the root package. Reading order: {@link
 * io.duroxide.replay.ReplayEngine}, {@link io.duroxide.replay.Action}, {@link
 * io.duroxide.replay.TurnDecision}.
 */
@NullMarked
package io.duroxide.replay;

import org.jspecify.annotations.NullMarked;
