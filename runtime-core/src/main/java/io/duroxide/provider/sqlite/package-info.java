/**
 * The embedded database, and the default.
 *
 * <p>Depends on {@code provider.jdbc}. One thread writes, and groups all calls that wait into one
 * transaction; readers run beside it. Reading order: {@link
 * io.duroxide.provider.sqlite.SqliteProvider}, {@code Writer}, {@code Signals}, {@code Schema}.
 */
@NullMarked
package io.duroxide.provider.sqlite;

import org.jspecify.annotations.NullMarked;
