package io.duroxide.provider.sqlite;

import io.duroxide.provider.Provider;
import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SettableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;

/** A SQLite file with a clock that stands still. */
final class SqliteFixture implements ProviderFixture {

  private final SettableClock clock = new SettableClock();
  private final Path file;
  private final Provider provider;

  SqliteFixture(Path directory) {
    this.file = directory.resolve("store.db");
    this.provider = openAnother();
  }

  /** One more provider on the same file, as another process would have it. */
  Provider openAnother() {
    return openAnother(clock);
  }

  Provider openAnother(InstantSource clock) {
    return SqliteProvider.open(
        SqliteOptions.of(file).withClock(clock).withPollInterval(Duration.ofMillis(20)));
  }

  @Override
  public Provider provider() {
    return provider;
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  @Override
  public void corruptEvent(String instance, long executionId, long eventId) {
    execute(
        "UPDATE history SET event = '{' WHERE instance_id = '%s' AND execution_id = %d AND event_id = %d"
            .formatted(instance, executionId, eventId));
  }

  @Override
  public void corruptMessages(String instance) {
    execute(
        "UPDATE orchestrator_queue SET message = '{' WHERE instance_id = '%s'".formatted(instance));
  }

  @Override
  public void corruptActivities(String instance) {
    execute("UPDATE worker_queue SET item = '{' WHERE instance_id = '%s'".formatted(instance));
  }

  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    provider.close();
  }
}
