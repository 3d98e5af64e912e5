package io.duroxide.provider.jdbc;

import io.duroxide.provider.LockToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    Set<String> existing =
        new HashSet<>(session.queryAll(select(), CancelledActivities::subject, ids));
    Set<LockToken> gone = new HashSet<>(held);
    gone.removeIf(token -> existing.contains(token.subject()));
    return gone;
  }

  private String select() {
    String places = String.join(", ", Collections.nCopies(ids.length, "?"));
    return "SELECT id, execution_id, scheduled_id, instance_id FROM worker_queue WHERE id IN ("
        + places
        + ")";
  }

  private static String subject(ResultSet row) throws SQLException {
    return new ActivityPlace(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4))
        .subject();
  }
}
