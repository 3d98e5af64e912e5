package io.duroxide.provider.jdbc;

import io.duroxide.provider.TagFilter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the worker queue that a fetch takes from. Each is two ranges of one index: what was
 * due at once, in the order of its arrival, and what is due from a moment on, in the order of these
 * moments. Between the first ones of both, the times decide: a wrong clock can make an activity
 * wait for others, and never for the clock.
 */
final class ActivityRanges {

  private static final String AT_ONCE = " AND visible_at = 0";
  private static final String LATER = " AND visible_at > 0";

  private static final ActivityRanges UNTAGGED = new ActivityRanges(free(TagFilter.defaultOnly()));

  private final List<Range> ranges;
  private final String lock;
  private final String earliest;

  private ActivityRanges(List<Range> ranges) {
    this.ranges = ranges;
    String later = first("id", LATER + " AND visible_at <= ?");
    this.lock =
        "UPDATE worker_queue SET lock_token = ?, available_at = CASE WHEN visible_at > 0"
            + " THEN visible_at ELSE available_at END, visible_at = ?, leased_at = ?,"
            + " deliveries = deliveries + 1 WHERE id = COALESCE(CASE WHEN ("
            + first("visible_at", LATER + " AND visible_at <= ?")
            + ") < ("
            + first("CASE WHEN available_at < ? THEN available_at ELSE ? END", AT_ONCE)
            + ") THEN ("
            + later
            + ") END, ("
            + first("id", AT_ONCE)
            + "), ("
            + later
            + ")) RETURNING id, item, deliveries, available_at, instance_id, execution_id,"
            + " scheduled_id, session_id";
    this.earliest = first("visible_at", LATER);
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
    List<Object> later = arguments(now);
    List<Object> arguments = new ArrayList<>(List.of(value, expiry, now));
    arguments.addAll(later);
    arguments.addAll(List.of(now, now));
    arguments.addAll(arguments());
    arguments.addAll(later);
    arguments.addAll(arguments());
    arguments.addAll(later);
    return session.queryFirst(
        lock, row -> FetchedActivity.read(row, now, value), arguments.toArray());
  }

  /** When the first activity becomes visible of those that are not yet, or are locked. */
  long earliestVisible(Session session) throws SQLException {
    return session.queryLong(earliest, Long.MAX_VALUE, arguments().toArray());
  }

  /** The ranges' own, each followed by those of the condition. */
  private List<Object> arguments(Object... ofCondition) {
    List<Object> arguments = new ArrayList<>();
    for (Range range : ranges) {
      arguments.addAll(range.arguments());
      arguments.addAll(List.of(ofCondition));
    }
    return arguments;
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
        .map(
            range ->
                "SELECT * FROM (SELECT id, visible_at, available_at"
                    + firstOf(range, condition)
                    + ") r")
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
