package io.duroxide.provider.jdbc;

import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionRefusedException;
import io.duroxide.provider.DeletionRefusedException.Reason;
import io.duroxide.provider.InstanceNotFoundException;
import io.duroxide.provider.InstanceStatus;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Deletes the instances an operator names, all or none. */
public final class DeleteInstances {

  private static final String PARENT =
      "SELECT parent_instance FROM instances WHERE instance_id = ?"
          + " AND parent_instance IS NOT NULL";

  private DeleteInstances() {}

  /**
   * @param force deletes running instances, too
   */
  public static Operation<DeletionCounts> each(Collection<String> instances, boolean force) {
    Set<String> named = new LinkedHashSet<>(instances);
    return session -> {
      requireDeletable(session, named, force);
      for (String instance : named) {
        requireChildrenNamed(session, instance, named);
      }
      return delete(session, named);
    };
  }

  /** A root with its descendants. */
  public static Operation<DeletionCounts> family(String root, boolean force) {
    return session -> {
      String parent = session.queryFirst(PARENT, row -> row.getString(1), root);
      if (parent != null) {
        throw new DeletionRefusedException(
            Reason.HAS_PARENT, "instance '%s' is a child of '%s'".formatted(root, parent));
      }
      Collection<String> members = Family.all(session, root);
      requireDeletable(session, members, force);
      return delete(session, members);
    };
  }

  static DeletionCounts delete(Session session, Collection<String> instances) throws SQLException {
    DeletionCounts deleted = DeletionCounts.NONE;
    long now = session.now();
    for (String instance : instances) {
      deleted = deleted.plus(InstanceRows.delete(session, instance, now));
    }
    return deleted;
  }

  private static void requireDeletable(Session session, Collection<String> instances, boolean force)
      throws SQLException {
    for (String instance : instances) {
      InstanceStatus status = TurnQueue.status(session, instance);
      if (status == null) {
        throw new InstanceNotFoundException(instance);
      }
      if (!force && !status.isEnd()) {
        throw new DeletionRefusedException(
            Reason.STILL_RUNNING, "instance '%s' has not ended".formatted(instance));
      }
    }
  }

  private static void requireChildrenNamed(Session session, String instance, Set<String> named)
      throws SQLException {
    for (String child : Family.children(session, instance)) {
      if (!named.contains(child)) {
        throw new DeletionRefusedException(
            Reason.CHILD_MISSING,
            "'%s', a child of '%s', is not among the instances".formatted(child, instance));
      }
    }
  }
}
