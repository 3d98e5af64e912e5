package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.KeyValueExecutionContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteKeyValueExecutionTest extends KeyValueExecutionContract {

  private final Path directory;

  SqliteKeyValueExecutionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
