package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.CancellationContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCancellationTest extends CancellationContract {

  private final Path directory;

  SqliteCancellationTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
