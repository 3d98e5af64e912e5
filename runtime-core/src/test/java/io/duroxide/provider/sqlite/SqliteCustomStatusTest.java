package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.CustomStatusContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCustomStatusTest extends CustomStatusContract {

  private final Path directory;

  SqliteCustomStatusTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
