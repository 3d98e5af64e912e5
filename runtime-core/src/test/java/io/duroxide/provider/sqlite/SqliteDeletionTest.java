package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.DeletionContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDeletionTest extends DeletionContract {

  private final Path directory;

  SqliteDeletionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
