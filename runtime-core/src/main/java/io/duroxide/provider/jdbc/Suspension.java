package io.duroxide.provider.jdbc;

import io.duroxide.provider.InstanceNotFoundException;
import java.sql.SQLException;

/** Puts an instance aside until somebody lets it go on. Its turn in progress is finished. */
public final class Suspension {

  private static final String SUSPEND =
      "UPDATE instances SET status = 'SUSPENDED' WHERE instance_id = ? AND status = 'RUNNING'";
  private static final String PUT_ASIDE =
      "INSERT INTO turn_queue (instance_id, due_at, aside) VALUES (?, ?, ?)"
          + " ON CONFLICT (instance_id) DO UPDATE SET aside = excluded.aside";
  private static final String RESUME =
      "UPDATE instances SET status = 'RUNNING' WHERE instance_id = ? AND status = 'SUSPENDED'";
  private static final String BRING_BACK =
      "UPDATE turn_queue SET aside = NULL WHERE instance_id = ? RETURNING due_at";

  private Suspension() {}

  /** Says whether the instance was running. */
  public static Operation<Boolean> begin(String instance) {
    return session -> {
      if (session.update(SUSPEND, instance) == 0) {
        requireExists(session, instance);
        return false;
      }
      session.update(PUT_ASIDE, instance, TurnQueue.PARKED, TurnQueue.SUSPENDED);
      return true;
    };
  }

  /** Says whether the instance was suspended. */
  public static Operation<Boolean> end(String instance) {
    return session -> {
      boolean ended = end(session, instance, session.now());
      if (!ended) {
        requireExists(session, instance);
      }
      return ended;
    };
  }

  static boolean end(Session session, String instance, long now) throws SQLException {
    if (session.update(RESUME, instance) == 0) {
      return false;
    }
    long due = session.queryLong(BRING_BACK, TurnQueue.PARKED, instance);
    if (due == TurnQueue.PARKED) {
      TurnQueue.remove(session, instance);
    }
    session.effects().turns().due(due, now);
    return true;
  }

  private static void requireExists(Session session, String instance) throws SQLException {
    if (!TurnQueue.instanceExists(session, instance)) {
      throw new InstanceNotFoundException(instance);
    }
  }
}
