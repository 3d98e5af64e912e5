package io.duroxide.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.Provider;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.provider.contract.ClockContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteClockTest extends ClockContract {

  private final Path directory;

  SqliteClockTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }

  @Test
  void locksOfADeadProcess_foundByOneThatBeganAfterTheSetBack_runOutWithinTheirTimeout() {
    createWithActivities("a", 2);
    raise("a", "x");
    fetchActivity();
    fetchTurn("a");
    fixture.advance(Duration.ofHours(-1));
    try (Provider other = ((SqliteFixture) fixture).openAnother()) {
      assertThat(other.fetchOrchestrationItem(LOCK, NO_WAIT, null)).isNull();
      assertThat(other.fetchWorkItem(LOCK, NO_WAIT, WorkerFilter.DEFAULT)).isNull();
      fixture.advance(LOCK);
      assertThat(other.fetchOrchestrationItem(LOCK, NO_WAIT, null)).isNotNull();
      assertThat(other.fetchWorkItem(LOCK, NO_WAIT, WorkerFilter.DEFAULT)).isNotNull();
    }
  }

  @Test
  void locksOfAProcessWhoseClockIsAhead_runOutByTheOthersClock() {
    createdByAClockAhead();
    assertNoActivity();
    fixture.advance(Duration.ofMinutes(1));
    assertNoActivity();
    fixture.advance(LOCK);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(2);
  }

  private void createdByAClockAhead() {
    createWithActivities("b", 2);
    InstantSource ahead = () -> Instant.ofEpochMilli(fixture.now()).plus(Duration.ofHours(1));
    try (Provider other = ((SqliteFixture) fixture).openAnother(ahead)) {
      assertThat(other.fetchWorkItem(LOCK, NO_WAIT, WorkerFilter.DEFAULT)).isNotNull();
    }
  }

  @Test
  void blockedFetch_clockSetBack_noticesByItself() throws Exception {
    createWithActivities("a", 2);
    fetchActivity();
    FutureTask<ActivityItem> blocked =
        new FutureTask<>(
            () -> provider.fetchWorkItem(LOCK, Duration.ofMinutes(1), WorkerFilter.DEFAULT));
    new Thread(blocked).start();
    fixture.advance(Duration.ofHours(-1));
    // The fetch looks again when the writer has seen the clock, and goes on waiting.
    await()
        .until(
            () -> {
              fixture.advance(LOCK);
              return blocked.isDone();
            });
    assertThat(blocked.get().deliveryCount()).isEqualTo(2);
  }
}
