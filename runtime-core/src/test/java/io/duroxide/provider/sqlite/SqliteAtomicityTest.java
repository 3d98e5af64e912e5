package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.AtomicityContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteAtomicityTest extends AtomicityContract {

  private final Path directory;

  SqliteAtomicityTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
