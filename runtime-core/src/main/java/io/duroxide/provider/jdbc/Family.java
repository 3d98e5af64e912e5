package io.duroxide.provider.jdbc;

import io.duroxide.provider.InstanceNotFoundException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who started whom. */
public final class Family {

  private static final String CHILDREN =
      "SELECT instance_id FROM instances WHERE parent_instance = ?"
          + " ORDER BY started_at, instance_id";

  private Family() {}

  /** The direct children, oldest first. */
  public static Operation<List<String>> children(String instance) {
    return session -> children(session, instance);
  }

  /** An instance and its descendants, parents before their children. */
  public static Operation<List<String>> all(String instance) {
    return session -> {
      if (!TurnQueue.instanceExists(session, instance)) {
        throw new InstanceNotFoundException(instance);
      }
      return all(session, instance);
    };
  }

  static List<String> children(Session session, String instance) throws SQLException {
    return session.queryAll(CHILDREN, row -> row.getString(1), instance);
  }

  static List<String> all(Session session, String instance) throws SQLException {
    Set<String> members = new LinkedHashSet<>();
    members.add(instance);
    List<String> generation = List.of(instance);
    while (!generation.isEmpty()) {
      List<String> next = new ArrayList<>();
      for (String member : generation) {
        for (String child : children(session, member)) {
          // An id that was used again after a deletion may make a circle.
          if (members.add(child)) {
            next.add(child);
          }
        }
      }
      generation = next;
    }
    return List.copyOf(members);
  }
}
