package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.LongPollContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLongPollTest extends LongPollContract {

  private final Path directory;

  SqliteLongPollTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
