package io.duroxide.provider.jdbc;

import io.duroxide.provider.TagFilter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the worker queue that a fetch takes from. Each is one range of one index, in order;
 * the oldest of their first activities is the one to take.
 */
final class ActivityRanges {

  private static final ActivityRanges UNTAGGED = new ActivityRanges(free(TagFilter.defaultOnly()));

  private final List<Range> ranges;
  private final String lock;
  private final String earliest;

  private ActivityRanges(List<Range> ranges) {
    this.ranges = ranges;
    this.lock =
        "UPDATE worker_queue SET lock_token = ?, available_at = visible_at, visible_at = ?,"
            + " deliveries = deliveries + 1 WHERE id = ("
            + first("id", " AND visible_at <= ?")
            + ") RETURNING id, item, deliveries, available_at, instance_id, execution_id,"
            + " scheduled_id, session_id";
    this.earliest = first("visible_at", "");
  }

  static ActivityRanges withoutSessions(TagFilter tags) {
    return tags.equals(TagFilter.defaultOnly()) ? UNTAGGED : new ActivityRanges(free(tags));
  }

  /** Also those of the owner's sessions, and of sessions that nobody has. */
  static ActivityRanges withSessionsOf(String owner, TagFilter tags) {
    Range anybodys = new Range("session_id IS NOT NULL AND session_owner IS NULL");
    Range owners = new Range("session_id IS NOT NULL AND session_owner = ?", owner);
    boolean all = tags.untagged() && tags.anyTag();
    Stream<Range> shared =
        Stream.of(anybodys, owners)
            .flatMap(range -> all ? Stream.of(range) : byTag(tags).map(range::and));
    return new ActivityRanges(Stream.concat(free(tags).stream(), shared).toList());
  }

  /** Locks the oldest visible activity and returns what {@link FetchedActivity#read} reads. */
  @Nullable FetchedActivity lock(Session session, String value, long expiry, long now)
      throws SQLException {
    List<Object> arguments = new ArrayList<>();
    arguments.add(value);
    arguments.add(expiry);
    for (Range range : ranges) {
      arguments.addAll(range.arguments());
      arguments.add(now);
    }
    return session.queryFirst(
        lock, row -> FetchedActivity.read(row, now, value), arguments.toArray());
  }

  /** When the first activity is or becomes visible. */
  long earliestVisible(Session session) throws SQLException {
    Object[] arguments = ranges.stream().flatMap(range -> range.arguments().stream()).toArray();
    return session.queryLong(earliest, Long.MAX_VALUE, arguments);
  }

  private static List<Range> free(TagFilter tags) {
    Range withoutSession = new Range("session_id IS NULL");
    return byTag(tags).map(withoutSession::and).toList();
  }

  private static Stream<Range> byTag(TagFilter tags) {
    Stream<Range> untagged = tags.untagged() ? Stream.of(new Range("tag IS NULL")) : Stream.empty();
    Stream<Range> tagged =
        tags.anyTag()
            ? Stream.of(new Range("tag IS NOT NULL"))
            : tags.tags().stream().map(tag -> new Range("tag = ?", tag));
    return Stream.concat(untagged, tagged);
  }

  private String first(String wanted, String condition) {
    if (ranges.size() == 1) {
      return "SELECT " + wanted + firstOf(ranges.get(0), condition);
    }
    return ranges.stream()
        .map(range -> "SELECT * FROM (SELECT id, visible_at" + firstOf(range, condition) + ") r")
        .collect(
            Collectors.joining(
                " UNION ALL ",
                "SELECT " + wanted + " FROM (",
                ") firsts ORDER BY visible_at, id LIMIT 1"));
  }

  private static String firstOf(Range range, String condition) {
    return " FROM worker_queue WHERE "
        + range.condition()
        + condition
        + " ORDER BY visible_at, id LIMIT 1";
  }

  private record Range(String condition, List<String> arguments) {

    Range(String condition, String... arguments) {
      this(condition, List.of(arguments));
    }

    Range and(Range other) {
      return new Range(
          condition + " AND " + other.condition,
          Stream.concat(arguments.stream(), other.arguments.stream()).toList());
    }
  }
}
