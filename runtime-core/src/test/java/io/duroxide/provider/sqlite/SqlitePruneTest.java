package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.PruneContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqlitePruneTest extends PruneContract {

  private final Path directory;

  SqlitePruneTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
