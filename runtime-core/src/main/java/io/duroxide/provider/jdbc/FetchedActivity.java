package io.duroxide.provider.jdbc;

import io.duroxide.history.HistoryCodec;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.LockToken;
import java.time.Duration;

/** A locked activity as it is stored; decoded outside of the transaction that locked it. */
public record FetchedActivity(
    long id, String json, int deliveries, long queueMillis, String lockValue) {

  /**
   * @throws HistoryCodec.UndecodableException if the stored item cannot be read
   */
  public ActivityItem decode(Duration waited) {
    return new ActivityItem(
        HistoryCodec.decodeActivity(json),
        null,
        deliveries,
        Duration.ofMillis(queueMillis),
        new LockToken(Long.toString(id), lockValue),
        waited);
  }
}
