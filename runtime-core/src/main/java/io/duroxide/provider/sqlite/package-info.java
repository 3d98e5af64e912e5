/**
 * The embedded database, and the default.
 *
 * <p>Depends on {@code provider.jdbc}. One thread writes, and groups all calls that wait into one
 * transaction, the fetches last, so that they take what the others make due; readers run beside it.
 * Reading order: {@link io.duroxide.provider.sqlite.SqliteProvider}, {@code Writer}, {@code
 * WaitingFetches}, {@code Schema}.
 */
@NullMarked
package io.duroxide.provider.sqlite;

import org.jspecify.annotations.NullMarked;
