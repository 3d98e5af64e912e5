package io.duroxide.provider.jdbc;

import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.InstanceStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes ended roots with their descendants, those that ended first. A family is never torn apart:
 * only the first one may be larger than the limit.
 */
public final class DeleteEnded implements Operation<DeletionCounts> {

  private static final String ENDED_ROOT =
      " FROM instances WHERE ended_at IS NOT NULL AND parent_instance IS NULL";
  private static final String ONE =
      "SELECT ended_at, instance_id" + ENDED_ROOT + " AND instance_id = ? AND ended_at < ?";
  private static final String NEXT =
      "SELECT ended_at, instance_id"
          + ENDED_ROOT
          + " AND ended_at < ? AND (ended_at, instance_id) > (?, ?)"
          + " ORDER BY ended_at, instance_id LIMIT ?";

  private final DeletionFilter filter;
  private final long before;

  public DeleteEnded(DeletionFilter filter) {
    this.filter = filter;
    this.before = filter.endedBefore() == null ? Long.MAX_VALUE : filter.endedBefore();
  }

  @Override
  public DeletionCounts run(Session session) throws SQLException {
    DeletionCounts deleted = DeletionCounts.NONE;
    Root last = new Root(Long.MIN_VALUE, "");
    List<Root> roots = filter.instances().isEmpty() ? next(session, last) : named(session);
    while (!roots.isEmpty()) {
      for (Root root : roots) {
        List<String> family = Family.all(session, root.instance());
        last = root;
        if (!allEnded(session, family)) {
          continue;
        }
        if (deleted.instances() > 0 && deleted.instances() + family.size() > filter.limit()) {
          return deleted;
        }
        deleted = deleted.plus(DeleteInstances.delete(session, family));
      }
      roots = filter.instances().isEmpty() ? next(session, last) : List.of();
    }
    return deleted;
  }

  private List<Root> named(Session session) throws SQLException {
    List<Root> roots = new ArrayList<>();
    for (String instance : filter.instances()) {
      roots.addAll(session.queryAll(ONE, Root::read, instance, before));
    }
    return roots;
  }

  private List<Root> next(Session session, Root last) throws SQLException {
    return session.queryAll(
        NEXT, Root::read, before, last.endedAt(), last.instance(), filter.limit());
  }

  private static boolean allEnded(Session session, List<String> instances) throws SQLException {
    for (String instance : instances) {
      InstanceStatus status = TurnQueue.status(session, instance);
      if (status == null || !status.isEnd()) {
        return false;
      }
    }
    return true;
  }

  private record Root(long endedAt, String instance) {

    static Root read(ResultSet row) throws SQLException {
      return new Root(row.getLong(1), row.getString(2));
    }
  }
}
