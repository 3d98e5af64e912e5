/**
 * What the bundled databases share: each operation of the storage contract as SQL, free of any
 * dialect.
 *
 * <p>Depends on {@code provider} and {@code history}. An operation encodes its arguments when it is
 * built, in the caller's thread, checks its preconditions before it writes, and tells {@link
 * io.duroxide.provider.jdbc.Effects} what others may be waiting for. Reading order: {@link
 * io.duroxide.provider.jdbc.Operation}, {@link io.duroxide.provider.jdbc.Session}, {@link
 * io.duroxide.provider.jdbc.TurnFetch}, {@link io.duroxide.provider.jdbc.TurnAck}.
 */
@NullMarked
package io.duroxide.provider.jdbc;

import org.jspecify.annotations.NullMarked;
