package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.BulkDeletionContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteBulkDeletionTest extends BulkDeletionContract {

  private final Path directory;

  SqliteBulkDeletionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
