package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.KeyValueContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteKeyValueTest extends KeyValueContract {

  private final Path directory;

  SqliteKeyValueTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
