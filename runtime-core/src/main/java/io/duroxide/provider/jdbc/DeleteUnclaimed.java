package io.duroxide.provider.jdbc;

import java.sql.SQLException;

/** Deletes messages for instances that were never started. */
public final class DeleteUnclaimed implements Operation<Integer> {

  private static final String DELETE =
      "DELETE FROM orchestrator_queue WHERE enqueued_at < ? AND instance_id IN"
          + " (SELECT instance_id FROM turn_queue WHERE aside IS NULL AND due_at > 0 AND due_at = "
          + TurnQueue.PARKED
          + ")";
  private static final String FORGET_EMPTY =
      "DELETE FROM turn_queue WHERE aside IS NULL AND due_at > 0 AND due_at = "
          + TurnQueue.PARKED
          + " AND NOT EXISTS (SELECT 1 FROM orchestrator_queue q"
          + " WHERE q.instance_id = turn_queue.instance_id)";

  private final long enqueuedBefore;

  public DeleteUnclaimed(long enqueuedBefore) {
    this.enqueuedBefore = enqueuedBefore;
  }

  @Override
  public Integer run(Session session) throws SQLException {
    int deleted = session.update(DELETE, enqueuedBefore);
    session.update(FORGET_EMPTY);
    return deleted;
  }
}
