package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ManagementContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteManagementTest extends ManagementContract {

  private final Path directory;

  SqliteManagementTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
