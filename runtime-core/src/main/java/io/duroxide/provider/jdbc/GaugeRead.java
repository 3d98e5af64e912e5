package io.duroxide.provider.jdbc;

import static java.util.Objects.requireNonNull;

import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.StoreGauges.ActiveInstances;
import io.duroxide.provider.StoreGauges.InstanceState;
import io.duroxide.provider.StoreGauges.QueueGauge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All gauge values; run it in a read transaction, so that they belong together. */
public final class GaugeRead implements Operation<StoreGauges> {

  /** The moment all values describe is that of the first statement; the clock is read after it. */
  private static final String FIX_MOMENT = "SELECT due_at FROM turn_queue LIMIT 1";

  private static final String NOT_SUSPENDED = "COALESCE(t.aside, 0) <> " + TurnQueue.SUSPENDED;
  private static final String HOLDER = "COALESCE(t.lock_token, '" + TurnQueue.DELAYED + "')";

  /** The statuses lead the index: those that ended are not visited. */
  private static final String ACTIVE =
      "SELECT i.name, CASE WHEN i.status = 'SUSPENDED' THEN i.status WHEN t.due_at <= ? OR "
          + HOLDER
          + " <> '"
          + TurnQueue.DELAYED
          + "' THEN 'RUNNING' ELSE 'WAITING' END AS state, COUNT(*) FROM instances i"
          + " LEFT JOIN turn_queue t ON t.instance_id = i.instance_id"
          + " WHERE i.status IN ('RUNNING', 'SUSPENDED') GROUP BY i.name, state ORDER BY i.name, state";

  /** Due, or come for an instance whose turn is being run without them. */
  private static final String DUE_MESSAGES =
      "SELECT COUNT(*), MIN(CASE WHEN q.visible_at > 0 THEN q.visible_at ELSE q.enqueued_at END)"
          + " FROM turn_queue t JOIN orchestrator_queue q"
          + " ON q.instance_id = t.instance_id AND q.visible_at <= ? WHERE "
          + NOT_SUSPENDED
          + " AND (t.due_at <= ? OR ("
          + HOLDER
          + " <> '"
          + TurnQueue.DELAYED
          + "' AND COALESCE(q.lock_token, '') <> t.lock_token))";

  private static final String DUE_ACTIVITIES =
      "SELECT COUNT(*), MIN(CASE WHEN visible_at > 0 THEN visible_at END)"
          + " FROM (SELECT visible_at FROM worker_queue"
          + " WHERE tag IS NULL AND session_id IS NULL AND visible_at <= ?"
          + " UNION ALL SELECT visible_at FROM worker_queue"
          + " WHERE tag IS NOT NULL AND session_id IS NULL AND visible_at <= ?"
          + " UNION ALL SELECT visible_at FROM worker_queue"
          + " WHERE session_id IS NOT NULL AND visible_at <= ?) due";

  /** Of those that were due at once, the first of each index has waited for longest. */
  private static final String OLDEST_ACTIVITY =
      Stream.of(
              "tag IS NULL AND session_id IS NULL",
              "tag IS NOT NULL AND session_id IS NULL",
              "session_id IS NOT NULL")
          .map(
              range ->
                  "SELECT * FROM (SELECT available_at FROM worker_queue WHERE "
                      + range
                      + " AND visible_at = 0 ORDER BY visible_at, id LIMIT 1) r")
          .collect(
              Collectors.joining(" UNION ALL ", "SELECT MIN(available_at) FROM (", ") firsts"));

  private static final String LATER_MESSAGES =
      "SELECT COUNT(*) FROM orchestrator_queue WHERE visible_at > ?";

  @Override
  public StoreGauges run(Session session) throws SQLException {
    session.queryLong(FIX_MOMENT, 0);
    long now = session.now();
    List<ActiveInstances> active = session.queryAll(ACTIVE, GaugeRead::active, now);
    long oldest = session.queryLong(OLDEST_ACTIVITY, Long.MAX_VALUE);
    QueueGauge messages =
        session.queryFirst(DUE_MESSAGES, row -> gauge(row, Long.MAX_VALUE, now), now, now);
    QueueGauge activities =
        session.queryFirst(DUE_ACTIVITIES, row -> gauge(row, oldest, now), now, now, now);
    return new StoreGauges(
        active,
        requireNonNull(messages),
        requireNonNull(activities),
        session.queryLong(LATER_MESSAGES, 0, now));
  }

  private static ActiveInstances active(ResultSet row) throws SQLException {
    return new ActiveInstances(
        row.getString(1), InstanceState.valueOf(row.getString(2)), row.getLong(3));
  }

  private static QueueGauge gauge(ResultSet row, long otherOldest, long now) throws SQLException {
    Long oldest = Session.longOrNull(row, 2);
    long since = oldest == null ? otherOldest : Math.min(oldest, otherOldest);
    return new QueueGauge(row.getLong(1), Math.max(0, now - Math.min(now, since)));
  }
}
