package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.CancelledWorkContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCancelledWorkTest extends CancelledWorkContract {

  private final Path directory;

  SqliteCancelledWorkTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
