package io.duroxide.provider.sqlite;

import io.duroxide.provider.contract.ErrorHandlingContract;
import io.duroxide.provider.contract.ProviderFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteErrorHandlingTest extends ErrorHandlingContract {

  private final Path directory;

  SqliteErrorHandlingTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Override
  protected ProviderFixture open() {
    return new SqliteFixture(directory);
  }
}
