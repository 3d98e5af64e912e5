package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SessionContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteSessionTest extends SessionContract {

  private final Path directory;

  SqliteSessionTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
