package io.duroxide.provider.sqlite;

import io.duroxide.provider.jdbc.QueueEffects;
import io.duroxide.provider.jdbc.Session;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fetches that wait for one queue, in groups of those that take the same: one that finds
 * nothing tells nothing about the others. Belongs to the writer's thread.
 */
final class FetchQueue {

  private final Map<@Nullable Object, WaitingFetches> groups = new LinkedHashMap<>();

  void add(FetchCall<?> fetch) {
    groups.computeIfAbsent(fetch.filter(), unknown -> new WaitingFetches()).add(fetch);
  }

  boolean canBeServed() {
    for (WaitingFetches group : groups.values()) {
      if (group.canBeServed()) {
        return true;
      }
    }
    return false;
  }

  void serve(Session session, QueueEffects effects, List<WriteCall<?>> calls) throws SQLException {
    for (WaitingFetches group : groups.values()) {
      group.serve(session, effects, calls);
    }
  }

  /** When to try again; never if nobody waits. */
  long nextDue() {
    long nextDue = Long.MAX_VALUE;
    for (WaitingFetches group : groups.values()) {
      nextDue = Math.min(nextDue, group.nextDue());
    }
    return nextDue;
  }

  void forgetCancelled() {
    each(WaitingFetches::forgetCancelled);
    groups.values().removeIf(WaitingFetches::isEmpty);
  }

  void each(Consumer<WaitingFetches> action) {
    groups.values().forEach(action);
  }
}
