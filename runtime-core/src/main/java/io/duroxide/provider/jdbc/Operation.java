package io.duroxide.provider.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One call of the storage contract, run inside a transaction that somebody else begins and ends. It
 * may be run again after a rollback. A {@link io.duroxide.DuroxideException} is an answer and means
 * that nothing was written; anything else thrown makes the transaction roll back.
 */
@FunctionalInterface
public interface Operation<T extends @Nullable Object> {

  T run(Session session) throws SQLException;
}
