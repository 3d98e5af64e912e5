package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.AwaitContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteAwaitTest extends AwaitContract {

  private final Path directory;

  SqliteAwaitTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
