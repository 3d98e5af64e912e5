package io.duroxide.provider.jdbc;

import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.provider.DeadLetter;
import io.duroxide.provider.Page;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work items no node could read, kept aside for an operator. */
public final class DeadLetters {

  private static final String INSERT =
      "INSERT INTO dead_letters (instance_id, item, error, at) VALUES (?, ?, ?, ?)";
  private static final String SELECT =
      "SELECT id, instance_id, item, error, at FROM dead_letters WHERE id > ? ORDER BY id LIMIT ?";
  private static final String DELETE = "DELETE FROM dead_letters WHERE at < ?";

  private DeadLetters() {}

  /** The oldest ones behind {@code after}. */
  public static Operation<Page<DeadLetter>> page(int limit, @Nullable String after) {
    long last = after == null ? 0 : Pages.number(after);
    return session -> {
      List<DeadLetter> found =
          session.queryAll(
              SELECT,
              row ->
                  new DeadLetter(
                      row.getLong(1),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getLong(5)),
              last,
              limit + 1L);
      return Pages.of(found, limit, letter -> Long.toString(letter.id()));
    };
  }

  public static Operation<Integer> delete(long before) {
    return session -> session.update(DELETE, before);
  }

  static void putMessage(Session session, String instance, String item, long now)
      throws SQLException {
    put(session, instance, item, () -> HistoryCodec.decodeMessage(item), now);
  }

  static void putActivity(Session session, String instance, String item, long now)
      throws SQLException {
    put(session, instance, item, () -> HistoryCodec.decodeActivity(item), now);
  }

  private static void put(
      Session session, String instance, String item, Runnable decoding, long now)
      throws SQLException {
    session.update(INSERT, instance, item, error(decoding), now);
  }

  private static @Nullable String error(Runnable decoding) {
    try {
      decoding.run();
      return null;
    } catch (UndecodableException e) {
      return e.getMessage();
    }
  }
}
