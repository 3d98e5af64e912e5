package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.QueueContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteQueueTest extends QueueContract {

  private final Path directory;

  SqliteQueueTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
