package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SuspensionContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSuspensionTest extends SuspensionContract {

  private final Path directory;

  SqliteSuspensionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
