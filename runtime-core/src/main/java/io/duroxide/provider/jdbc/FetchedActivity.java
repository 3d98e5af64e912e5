package io.duroxide.provider.jdbc;

import io.duroxide.history.ActivityWorkItem;
import io.duroxide.history.HistoryCodec;
import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.provider.ActivityItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A locked activity as it is stored; decoded outside of the transaction that locked it. */
public record FetchedActivity(
    ActivityPlace place,
    String json,
    int deliveries,
    long queueMillis,
    @Nullable String sessionId,
    String lockValue) {

  private static final Logger log = LoggerFactory.getLogger(FetchedActivity.class);

  static FetchedActivity read(ResultSet row, long now, String lockValue) throws SQLException {
    return new FetchedActivity(
        new ActivityPlace(row.getLong(1), row.getLong(6), row.getLong(7), row.getString(5)),
        row.getString(2),
        row.getInt(3),
        Math.max(0, now - row.getLong(4)),
        row.getString(8),
        lockValue);
  }

  /** What cannot be read is handed out as it is stored. */
  public ActivityItem decode(Duration waited) {
    ActivityWorkItem work;
    String undecodable = null;
    try {
      work = HistoryCodec.decodeActivity(json);
    } catch (UndecodableException e) {
      log.warn("Activity {} of the worker queue cannot be decoded", place.subject());
      work =
          ActivityWorkItem.unreadable(place.instance(), place.executionId(), place.scheduledId());
      undecodable = json;
    }
    return new ActivityItem(
        work,
        undecodable,
        deliveries,
        Duration.ofMillis(queueMillis),
        ActivityToken.of(this, undecodable != null),
        waited);
  }
}
