package io.duroxide.provider.jdbc;

import io.duroxide.provider.LockToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds which of the held activities are gone. */
public final class CancelledActivities implements Operation<Set<LockToken>> {

  private final List<LockToken> held;
  private final Object[] ids;

  public CancelledActivities(Collection<LockToken> held) {
    this.held = List.copyOf(held);
    this.ids = held.stream().map(token -> ActivityToken.of(token).id()).distinct().toArray();
  }

  @Override
  public Set<LockToken> run(Session session) throws SQLException {
    if (held.isEmpty()) {
      return Set.of();
    }
    Map<String, Row> existing = new HashMap<>();
    session.queryAll(select(), Row::read, ids).forEach(row -> existing.put(row.subject(), row));
    Set<LockToken> gone = new HashSet<>(held);
    gone.removeIf(token -> isStill(token, existing.get(token.subject())));
    return gone;
  }

  /** The id of a deleted row may be given to a new one, even of an instance of the same name. */
  private static boolean isStill(LockToken held, @Nullable Row row) {
    return row != null
        && (ActivityToken.of(held).value().equals(row.lockToken()) || row.deliveries() > 1);
  }

  private String select() {
    String places = String.join(", ", Collections.nCopies(ids.length, "?"));
    return "SELECT id, execution_id, scheduled_id, instance_id, lock_token, deliveries"
        + " FROM worker_queue WHERE id IN ("
        + places
        + ")";
  }

  /**
   * @param deliveries at least 2 if somebody else has fetched what the holder had
   */
  private record Row(String subject, @Nullable String lockToken, int deliveries) {

    static Row read(ResultSet row) throws SQLException {
      ActivityPlace place =
          new ActivityPlace(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4));
      return new Row(place.subject(), row.getString(5), row.getInt(6));
    }
  }
}
